package dev.etude.plugins.mlflow;

import dev.etude.spi.UserError;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** MLflow in a virtual Python environment of its own: made by uv if there is one, else by Python's venv and pip. */
final class Installation {
    private static final int OLDEST_PYTHON = 10; // of Python 3
    private static final long NEWS_SECONDS = 10;
    private static final boolean WINDOWS = File.separatorChar == '\\';

    private final Path folder;
    private final Path environment;
    private final String searchPath;
    private final Consumer<String> out;

    /**
     * @param folder where it is kept
     * @param searchPath where programs are looked for, as in the variable PATH; may be null
     * @param out takes lines for the user
     */
    Installation(Path folder, String searchPath, Consumer<String> out) {
        this.folder = folder;
        this.environment = folder.resolve("environment");
        this.searchPath = searchPath;
        this.out = out;
    }

    /**
     * The Python that has MLflow; installed first if it is not there or not whole.
     *
     * @throws UserError if there is no Python, or it cannot be installed
     */
    Path python() throws IOException, InterruptedException {
        makeFolder();
        Path python = environment.resolve(WINDOWS ? "Scripts/python.exe" : "bin/python");
        try (FileChannel lock = FileChannel.open(
                folder.resolve("install.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (lock.tryLock() == null) {
                out.accept("mlflow: waiting for another process that is installing MLflow");
                lock.lock();
            }
            if (!isWhole(python)) {
                deleteTree(environment);
                install(python);
                Files.writeString(marker(), MlflowTracker.VERSION + "\n");
            }
        }
        return python;
    }

    /** Who may start Etude need not be who may write into its folder. */
    private void makeFolder() throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (AccessDeniedException denied) {
            throw new UserError("mlflow: cannot be installed: no permission to write to " + denied.getFile()
                    + "; let its owner call ./runner ui, or use docker/compose.yaml", denied);
        }
    }

    /** Written last, so an installation that was broken off has none. */
    private Path marker() {
        return environment.resolve("etude-installed.txt");
    }

    private boolean isWhole(Path python) throws InterruptedException {
        return Files.exists(marker())
                && answer(python.toString(), "-c", "from importlib.metadata import version; print(version('mlflow'))")
                        .equals(Optional.of(MlflowTracker.VERSION));
    }

    private void install(Path python) throws IOException, InterruptedException {
        String mlflow = "mlflow==" + MlflowTracker.VERSION;
        Optional<String> uv = program("uv");
        String system = uv.isPresent() ? "" : systemPython();
        out.accept("mlflow: installing MLflow " + MlflowTracker.VERSION + " into " + environment
                + " with " + (uv.isPresent() ? "uv" : "pip") + ": about 850 MB, once");
        if (uv.isPresent()) {
            run(uv.get(), "venv", "--python", ">=3." + OLDEST_PYTHON, environment.toString());
            run(uv.get(), "pip", "install", "--python", python.toString(), mlflow);
        } else {
            run(system, "-m", "venv", environment.toString());
            run(python.toString(), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", mlflow);
        }
    }

    private String systemPython() throws InterruptedException {
        String instead = "; install Python 3." + OLDEST_PYTHON + " or newer (or uv), or use docker/compose.yaml";
        String python = program("python3")
                .or(() -> program("python"))
                .orElseThrow(() ->
                        new UserError("mlflow: its user interface needs Python, and there is none" + instead));
        String minor = answer(python, "-c", "import sys; print(sys.version_info[1] if sys.version_info[0] == 3 else 0)")
                .orElseThrow(() -> new UserError("mlflow: " + python + " does not run" + instead));
        if (Integer.parseInt(minor) < OLDEST_PYTHON) {
            throw new UserError("mlflow: " + python + " is older than MLflow needs" + instead);
        }
        return python;
    }

    /** Runs a step of the installation, with its output in a file, and says now and then that it is still at work. */
    private void run(String... command) throws IOException, InterruptedException {
        Path log = folder.resolve("install.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Thread ender = new Thread(() -> ProcessTree.end(process));
        Runtime.getRuntime().addShutdownHook(ender);
        try {
            process.getOutputStream().close();
            long seconds = 0;
            while (!process.waitFor(NEWS_SECONDS, TimeUnit.SECONDS)) {
                seconds += NEWS_SECONDS;
                out.accept("mlflow: still installing (" + seconds + " s)");
            }
        } finally {
            ProcessTree.end(process);
            ProcessTree.forget(ender);
        }
        if (process.exitValue() != 0) {
            throw new UserError("mlflow: cannot install MLflow: " + reason(log)
                    + "; mend that and try again (all of it in " + log + "), or use docker/compose.yaml");
        }
    }

    private static String reason(Path log) throws IOException {
        List<String> lines = Files.readString(log).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        return lines.stream()
                .filter(line -> line.regionMatches(true, 0, "error", 0, 5))
                .findFirst()
                .orElse(lines.isEmpty() ? "the installer says nothing" : lines.get(lines.size() - 1));
    }

    private Optional<String> program(String name) {
        String file = WINDOWS ? name + ".exe" : name;
        return Arrays.stream((searchPath == null ? "" : searchPath).split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, file))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    /** What a program prints, or nothing if it cannot be run or fails. */
    private static Optional<String> answer(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes()).strip();
            return process.waitFor() == 0 ? Optional.of(printed) : Optional.empty();
        } catch (IOException failure) {
            return Optional.empty();
        }
    }

    private static void deleteTree(Path tree) throws IOException {
        if (Files.notExists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
