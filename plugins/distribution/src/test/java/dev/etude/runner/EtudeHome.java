package dev.etude.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A home of Etude for one test: the runner, the shipped configs and an empty plugins folder, as in a fresh clone that has been
 * built. The test calls it as a user does, through the script and its own process.
 */
final class EtudeHome {
    /** Settings that make any shipped config a matter of seconds. */
    static final List<String> FEW_STEPS = List.of(
            "training.steps=4",
            "samples.count=1",
            "samples.measured=20",
            "samples.measureEvery=2",
            "samples.renderEvery=2",
            "samples.logEvery=1",
            "samples.checkpointEvery=2");

    private static final int PATIENCE_SECONDS = 300;

    private final Path folder;

    /** How a command ended, and what it said. */
    record Result(int exit, String out, String err) {
        /** Checks the exit code; a surprise shows everything that was said. */
        Result requireExit(int expected) {
            assertEquals(expected, exit, () -> "exit code; it said:\n" + out + "\n" + err);
            return this;
        }

        /** Checks that it failed with one line, which holds all of these parts. */
        void requireOneLine(int expected, String... parts) {
            requireExit(expected);
            assertEquals(1, err.lines().count(), () -> "lines of: " + err);
            for (String part : parts) {
                assertTrue(err.contains(part), () -> "\"" + part + "\" in: " + err);
            }
        }
    }

    /** Sets a home up in an empty folder. */
    EtudeHome(Path folder) throws IOException {
        this.folder = folder;
        Path project = project();
        Files.copy(project.resolve("runner"), folder.resolve("runner"), StandardCopyOption.COPY_ATTRIBUTES);
        copy(project.resolve("configs"), folder.resolve("configs"));
        Path target = folder.resolve("plugins/distribution/target");
        Files.createDirectories(target);
        Files.createSymbolicLink(target.resolve("lib"), library());
    }

    /** The project that is being built. */
    static Path project() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("runner"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** The folder with the JARs of core, the built-in plugins and what they need. */
    static Path library() {
        return project().resolve("plugins/distribution/target/lib");
    }

    /** The home's folder, where its commands are called. */
    Path folder() {
        return folder;
    }

    /** A path below the home as its commands tell it: relative to where they are called. */
    String shown(Path path) {
        return folder.relativize(path).toString();
    }

    /** Runs {@code ./runner} with arguments to its end. */
    Result run(String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), arguments);
    }

    /** Runs {@code ./runner} with arguments and environment variables to its end. */
    Result run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        Process process = start(environment, out, err, arguments);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("hangs: " + String.join(" ", arguments) + "\n" + Files.readString(out) + Files.readString(err));
        }
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Starts {@code ./runner}, its output going to files. */
    Process start(Map<String, String> environment, Path out, Path err, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(folder.resolve("runner").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("ETUDE_BUILT", "1");
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** The run folders of an experiment, oldest first. */
    List<Path> runs(String experiment) throws IOException {
        Path runs = folder.resolve("runs").resolve(experiment);
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(runs)) {
            return folders.sorted().toList();
        }
    }

    /** The only run folder of an experiment. */
    Path onlyRun(String experiment) throws IOException {
        List<Path> runs = runs(experiment);
        assertEquals(1, runs.size(), () -> "run folders of " + experiment + ": " + runs);
        return runs.get(0);
    }

    /** A config file in {@code configs/}. */
    Path config(String name, String yaml) throws IOException {
        return Files.writeString(folder.resolve("configs").resolve(name), yaml, StandardCharsets.UTF_8);
    }

    /** Arguments: a config, {@link #FEW_STEPS}, no tracker, and more settings. */
    static String[] fewSteps(String config, String... more) {
        List<String> arguments = new ArrayList<>(List.of(config));
        arguments.addAll(FEW_STEPS);
        arguments.add("trackers=[]");
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
