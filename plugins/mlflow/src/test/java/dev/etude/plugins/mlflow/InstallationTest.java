package dev.etude.plugins.mlflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.spi.UserError;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
    @TempDir
    Path folder;

    private final List<String> lines = new ArrayList<>();

    @Test
    void withoutPythonTheUserIsPointedToTheImage() {
        for (String path : new String[] {null, "", folder.toString()}) {
            Installation installation = new Installation(folder.resolve("home"), path, lines::add);
            UserError fault = assertThrows(UserError.class, installation::python);
            assertEquals("mlflow: its user interface needs Python, and there is none; install Python 3.10 or newer (or uv),"
                    + " or use docker/compose.yaml", fault.getMessage());
        }
        assertEquals(List.of(), lines);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void anOldOrBrokenPythonIsNamed() throws Exception {
        program("python3", "echo 8");
        assertTrue(failure().contains(folder.resolve("python3") + " is older than MLflow needs; install Python 3.10"));
        program("python3", "exit 1");
        assertTrue(failure().contains(folder.resolve("python3") + " does not run; install"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFailedInstallationSaysWhyAndLeavesNothingThatLooksWhole() throws Exception {
        String error = "error: Failed to fetch: no space left on device";
        program("uv", "echo 'Using CPython 3.11'; echo '" + error + "'; echo '  Caused by: it'; exit 1");
        for (int attempt = 1; attempt <= 2; attempt++) {
            String message = failure();
            assertTrue(message.startsWith("mlflow: cannot install MLflow: " + error + "; "), message);
            assertTrue(message.contains("install.log") && message.contains("docker/compose.yaml"), message);
            assertEquals(1, message.lines().count());
        }
    }

    @Test
    void uvInstallsRepairsAndKeeps() throws Exception {
        Path beside = RealServer.python().getParent();
        boolean hasUv = Files.isExecutable(beside.resolve("uv"));
        Assumptions.assumeTrue(hasUv, "no uv beside MLflow: pip install uv into " + beside);
        installRepairAndKeep("uv", beside + File.pathSeparator + System.getenv("PATH"));
    }

    /** Downloads 850 MB and takes minutes: run by {@code -DexcludedGroups= -Dtest=InstallationTest}. */
    @Test
    @Tag("download")
    void pipInstallsRepairsAndKeeps() throws Exception {
        installRepairAndKeep("pip", System.getenv("PATH"));
    }

    private void installRepairAndKeep(String tool, String path) throws Exception {
        Path home = folder.resolve("a home with spaces");
        Files.createDirectories(home.resolve("environment/bin"));
        Files.writeString(home.resolve("environment/bin/python"), "broken off in the middle");

        Path python = new Installation(home, path, lines::add).python();
        assertTrue(lines.get(0).contains("installing MLflow " + MlflowTracker.VERSION), lines.toString());
        assertTrue(lines.get(0).contains("with " + tool), lines.toString());
        LocalServer.start(python, home, lines::add).close();

        lines.clear();
        assertEquals(python, new Installation(home, "", lines::add).python());
        assertEquals(List.of(), lines);
    }

    @Test
    void theImageHasTheSameVersion() throws Exception {
        String dockerfile = Files.readString(Path.of("../../docker/Dockerfile"));
        assertTrue(dockerfile.contains("ARG MLFLOW_VERSION=" + MlflowTracker.VERSION + "\n"), dockerfile);
    }

    private String failure() {
        Installation installation = new Installation(folder.resolve("home"), folder.toString(), lines::add);
        return assertThrows(UserError.class, installation::python).getMessage();
    }

    private void program(String name, String script) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }
}
