package dev.etude.runner;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user gets is small, and starts from an archive of classes. */
class DistributionTest {
    private static final long MOST_BYTES = 160_000_000;

    /** Too old for the archive, or made while the program runs. */
    private static final String NEVER_ARCHIVED = ".*(picocli|commons-math3|aopalliance|Lambda|Proxy|LambdaForm).*";

    @TempDir
    private Path folder;

    @Test
    void theJarsOfOnePlatformTakeAtMost160Megabytes() throws IOException {
        long bytes = 0;
        try (Stream<Path> jars = Files.list(EtudeHome.library())) {
            for (Path jar : jars.toList()) {
                bytes += Files.size(jar);
            }
        }

        assertTrue(bytes > 100_000_000, "ND4J's libraries are there: " + bytes);
        assertTrue(bytes <= MOST_BYTES, "bytes: " + bytes);
    }

    @Test
    void aRunLoadsItsClassesFromTheArchive() throws Exception {
        EtudeHome home = new EtudeHome(folder);
        Path log = folder.resolve("classes.log");
        Map<String, String> environment = Map.of("ETUDE_JAVA_OPTIONS", "-Xlog:class+load:file=" + log + ":none");

        home.run(environment, EtudeHome.fewSteps("configs/quick.yaml", "renderers=[]")).requireExit(0);

        List<String> classes = Files.readAllLines(log);
        assertTrue(classes.stream().anyMatch(line -> line.startsWith("dev.etude.cli.Main source:")), "the log is of this run");
        List<String> fromJars = classes.stream()
                .filter(line -> line.contains(".jar") && !line.matches(NEVER_ARCHIVED))
                .toList();
        assertTrue(fromJars.size() < 50, () -> "from JARs: " + fromJars);
        assertFalse(classes.stream().anyMatch(line -> line.startsWith("picocli.CommandLine ")),
                "a run without options needs no parser");
    }
}
