package dev.etude.plugins.mlflow;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Finds a real MLflow: the program named by the environment variable ETUDE_MLFLOW, else {@code mlflow} on the PATH. */
final class RealServer {
    private RealServer() {}

    /** The Python of that MLflow. Skips the test if there is none; fails it where CI is true. */
    static Path python() throws IOException {
        Stream<Path> onPath = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(directory -> Path.of(directory, "mlflow"));
        Optional<Path> python = Stream.concat(Stream.ofNullable(System.getenv("ETUDE_MLFLOW")).map(Path::of), onPath)
                .filter(Files::isExecutable)
                .findFirst()
                .map(mlflow -> mlflow.toAbsolutePath().resolveSibling("python"))
                .filter(Files::isExecutable);
        if (python.isEmpty()) {
            String message = "no MLflow: pip install mlflow==" + MlflowTracker.VERSION
                    + " into a virtual environment and name its bin/mlflow in ETUDE_MLFLOW";
            if ("true".equals(System.getenv("CI"))) {
                fail(message);
            }
            Assumptions.abort(message);
        }
        return python.get();
    }

    /** Gives a home of {@link MlflowTracker#show} that MLflow as its installation, so that nothing is downloaded. */
    static void installInto(Path home) throws IOException {
        Path environment = Files.createDirectories(home.resolve("mlflow-" + MlflowTracker.VERSION).resolve("environment"));
        try (Stream<Path> parts = Files.list(python().getParent().getParent())) {
            for (Path part : parts.toList()) {
                Files.createSymbolicLink(environment.resolve(part.getFileName()), part);
            }
        }
        Files.writeString(environment.resolve("etude-installed.txt"), MlflowTracker.VERSION);
    }

    /** Takes the links of {@link #installInto} away, before the folder is deleted with all that is in it. */
    static void removeFrom(Path home) throws IOException {
        Path environment = home.resolve("mlflow-" + MlflowTracker.VERSION).resolve("environment");
        if (Files.notExists(environment)) {
            return;
        }
        try (Stream<Path> parts = Files.list(environment)) {
            for (Path part : parts.filter(Files::isSymbolicLink).toList()) {
                Files.delete(part);
            }
        }
    }
}
