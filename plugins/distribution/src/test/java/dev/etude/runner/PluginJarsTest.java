package dev.etude.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JARs as users drop them into {@code plugins/}: good, damaged, of another version, and with bugs. */
class PluginJarsTest {
    private static final String THROWING = """
            package mine;
            import dev.etude.spi.*;
            @Plugin("boom") @Doc("fails whenever it is called")
            public record Boom() implements Renderer {
                public java.util.List<java.nio.file.Path> render(Request request) {
                    throw new IllegalStateException("kaboom");
                }
            }
            """;

    @TempDir
    private Path folder;

    private EtudeHome home;

    @BeforeEach
    void home() throws Exception {
        home = new EtudeHome(folder);
    }

    @Test
    void theExampleIsBuiltDroppedInAndRun() throws Exception {
        Path example = EtudeHome.project().resolve("plugins/example/src/main");
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(example)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sources.put(example.relativize(file).toString().replaceFirst("^(java|resources)/", ""), Files.readString(file));
            }
        }
        jar("example.jar", sources);
        home.config("example.yaml", Files.readString(EtudeHome.project().resolve("plugins/example/example.yaml"))
                .replace("../../configs/", ""));

        String plugins = home.run("plugins").requireExit(0).out();
        assertTrue(plugins.contains("  reverse  (plugins/example.jar"), plugins);
        assertTrue(plugins.contains("      probability: 0.5"), plugins);
        assertFalse(plugins.contains("not usable"), plugins);

        home.run(EtudeHome.fewSteps("configs/example.yaml", "renderers=[stream]")).requireExit(0);
        Path run = home.onlyRun("example");
        assertTrue(Files.readString(run.resolve("environment.json")).contains("plugins/example.jar"));
        assertTrue(Files.readString(run.resolve("metrics.jsonl")).contains("eval/"));

        Files.delete(folder.resolve("plugins/example.jar"));
        String missing = home.run("sample", run.toString()).requireExit(2).err();
        assertTrue(missing.contains("unknown augmentation \"reverse\""), missing);
        assertTrue(missing.contains("unknown metric \"melody\""), missing);
        assertEquals(2, missing.lines().filter(line -> line.startsWith(home.shown(run) + "/config.yaml:")).count(), missing);
    }

    @Test
    void aDamagedJarSpoilsOnlyItself() throws Exception {
        Files.createFile(folder.resolve("plugins/empty.jar"));
        Files.writeString(folder.resolve("plugins/text.jar"), "this is no JAR");
        jar("newer.jar", Map.of("META-INF/services/dev.etude.spi.Metric", "mine.Absent\n"));

        EtudeHome.Result run = home.run(EtudeHome.fewSteps("configs/quick.yaml", "renderers=[stream]")).requireExit(0);
        for (String jar : List.of("empty.jar", "text.jar", "newer.jar")) {
            assertEquals(1, run.out().lines().filter(line -> line.startsWith("plugins/" + jar + ": ")).count(), run::out);
        }
        EtudeHome.Result needing = home.run("check", "configs/quick.yaml", "metrics=[chords, absent]").requireExit(2);
        assertTrue(needing.err().startsWith("command line: metrics.1: unknown metric \"absent\""), needing::err);
        assertTrue(needing.err().contains("plugins/newer.jar") || needing.out().contains("plugins/newer.jar"), needing::err);
    }

    @Test
    void aBugInAPluginNamesThePluginAndItsJar() throws Exception {
        jar("boom.jar", Map.of("mine/Boom.java", THROWING, "META-INF/services/dev.etude.spi.Renderer", "mine.Boom\n"));

        EtudeHome.Result run = home.run(EtudeHome.fewSteps("configs/quick.yaml", "renderers=[stream, boom]")).requireExit(1);

        String first = run.err().lines().findFirst().orElseThrow();
        assertTrue(first.startsWith("a bug in the renderer boom (plugins/boom.jar), not your mistake: "), first);
        assertTrue(first.contains("kaboom"), first);
        assertTrue(Files.readString(home.onlyRun("quick").resolve("status.json")).contains("kaboom"));
    }

    private void jar(String name, Map<String, String> files) throws IOException {
        PluginJar.write(folder.resolve("plugins").resolve(name), files);
    }
}
