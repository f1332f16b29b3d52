package dev.etude.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.etude.plugins.JarBuilder;
import dev.etude.plugins.PluginCatalog;
import java.nio.file.Path;
import java.util.List;

/** Plugins for tests of configurations, in real JARs. */
final class TestPlugins {
    private TestPlugins() {}

    static PluginCatalog catalog(Path folder) {
        JarBuilder.critic(folder.resolve("critics.jar"), JarBuilder.CONV_CRITIC);
        JarBuilder.critic(folder.resolve("dense.jar"),
                JarBuilder.critic("Dense", "fc", "int hidden", "this(128);", ""));
        new JarBuilder()
                .source("Transpose", """
                        package mine;
                        import dev.etude.spi.*;
                        @Plugin("transpose")
                        public record Transpose(IntRange semitones) implements Augmentation {
                            public Transpose() { this(new IntRange(-1, 1)); }
                            public void draw(float[] cells, SequenceShape shape, Encoding encoding,
                                    java.util.random.RandomGenerator random, int[] source) {}
                        }
                        """)
                .service("Augmentation", "mine.Transpose")
                .write(folder.resolve("transpose.jar"));
        new JarBuilder()
                .source("Synth", renderer("Synth", "synth", "double gain", "1"))
                .source("Timidity", renderer("Timidity", "timidity", "Renderer otherwise", "new Synth()"))
                .service("Renderer", "mine.Synth", "mine.Timidity")
                .write(folder.resolve("renderers.jar"));
        PluginCatalog catalog = PluginCatalog.load(folder);
        assertEquals(List.of(), catalog.problems());
        return catalog;
    }

    private static String renderer(String type, String name, String component, String defaultValue) {
        return """
                package mine;
                import dev.etude.spi.*;
                @Plugin("%s")
                public record %s(%s) implements Renderer {
                    public %s() { this(%s); }
                    public java.util.List<java.nio.file.Path> render(Request request) { return java.util.List.of(); }
                }
                """.formatted(name, type, component, type, defaultValue);
    }
}
