package dev.etude.plugins.timidity;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.etude.spi.Renderer;
import dev.etude.spi.Sample;
import dev.etude.testkit.Examples;
import dev.etude.testkit.RendererContract;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

class TimidityRendererContractTest extends RendererContract {
    @Override
    protected Renderer plugin() {
        TimidityRenderer timidity = new TimidityRenderer();
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, timidity.program()))),
                "TiMidity++ is not installed: apt-get install timidity timgm6mb-soundfont");
        return timidity;
    }

    @Override
    protected List<Path> made(Sample sample, Path folder, String stem) throws IOException {
        return List.of(Examples.midi(sample, folder.resolve(stem + ".mid")));
    }
}
