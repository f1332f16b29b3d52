package dev.etude.plugins.javasynth;

import dev.etude.spi.Renderer;
import dev.etude.spi.Sample;
import dev.etude.testkit.Examples;
import dev.etude.testkit.RendererContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

class JavaSynthRendererContractTest extends RendererContract {
    @Override
    protected Renderer plugin() {
        return new JavaSynthRenderer();
    }

    @Override
    protected List<Path> made(Sample sample, Path folder, String stem) throws IOException {
        return List.of(Examples.midi(sample, folder.resolve(stem + ".mid")));
    }
}
