package dev.etude.testkit;

import dev.etude.spi.Renderer;
import dev.etude.spi.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of renderers, against one that breaks a clause at a time. */
class RendererContractTest {
    private static BrokenRenderer.Fault current;

    @ParameterizedTest
    @EnumSource
    void notices(BrokenRenderer.Fault fault) {
        current = fault;
        Failures.assertFailures(Contract.class, fault.failures);
    }

    static class Contract extends RendererContract {
        @Override
        protected Renderer plugin() {
            return new BrokenRenderer(current);
        }

        @Override
        protected List<Path> made(Sample sample, Path folder, String stem) throws IOException {
            return List.of(Files.writeString(folder.resolve(stem + ".mid"), "made before"));
        }
    }
}
