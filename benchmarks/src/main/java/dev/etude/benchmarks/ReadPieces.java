package dev.etude.benchmarks;

import dev.etude.spi.Dataset;
import dev.etude.spi.DatasetSource;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;

/** Reading the folder of MIDI files that comes with Etude; the operating system has them in memory. */
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ReadPieces extends Pieces {
    private DatasetSource source;

    @Setup
    public void create() {
        source = Workbench.experiment(Workbench.SHIPPED, List.of()).data();
    }

    @Benchmark
    public Dataset midiFolder() throws IOException {
        return source.read();
    }
}
