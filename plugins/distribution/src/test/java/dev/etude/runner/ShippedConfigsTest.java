package dev.etude.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every config that is shipped runs, for a few steps, and leaves what a run should leave. */
class ShippedConfigsTest {
    @TempDir
    private Path folder;

    static List<String> configs() throws IOException {
        try (Stream<Path> files = Files.list(EtudeHome.project().resolve("configs"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("configs")
    void runsForAFewSteps(String config) throws Exception {
        EtudeHome home = new EtudeHome(folder);

        EtudeHome.Result result = home.run(EtudeHome.fewSteps("configs/" + config)).requireExit(0);

        assertEquals("", result.err());
        try (Stream<Path> experiments = Files.list(home.folder().resolve("runs"))) {
            Path run = home.onlyRun(experiments.findFirst().orElseThrow().getFileName().toString());
            assertTrue(Files.readString(run.resolve("status.json")).contains("\"finished\""));
            assertTrue(Files.size(run.resolve("report.html")) > 10_000, "the report is more than a heading");
            assertTrue(result.out().contains(run.getFileName().toString()), "says where the run is");
            assertEquals(Set.of("mid", "musicxml", "png", "txt", "wav"), endings(run.resolve("samples")));
        }
    }

    @ParameterizedTest
    @MethodSource("configs")
    void namesItsSchemaInItsFirstLine(String config) throws IOException {
        List<String> lines = Files.readAllLines(EtudeHome.project().resolve("configs").resolve(config));

        assertEquals("# yaml-language-server: $schema=schema.json", lines.get(0));
    }

    @Test
    void theShippedSchemaIsTheOneThatTheCommandWrites() throws Exception {
        EtudeHome home = new EtudeHome(folder);
        String shipped = Files.readString(home.folder().resolve("configs/schema.json"));

        home.run("schema").requireExit(0);

        assertEquals(shipped, Files.readString(home.folder().resolve("configs/schema.json")));
    }

    private static Set<String> endings(Path samples) throws IOException {
        try (Stream<Path> files = Files.walk(samples)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .map(name -> name.substring(name.lastIndexOf('.') + 1))
                    .collect(Collectors.toSet());
        }
    }
}
