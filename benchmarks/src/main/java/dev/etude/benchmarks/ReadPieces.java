package dev.etude.benchmarks;

import dev.etude.spi.Dataset;
import dev.etude.spi.DatasetSource;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading the folder of MIDI files that comes with Etude; the operating system has them in memory. */
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ReadPieces {
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
