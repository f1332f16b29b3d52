package dev.etude.sweep;

import dev.etude.config.ConfigReader;
import dev.etude.config.ConfigWriter;
import dev.etude.run.RunFolder;
import dev.etude.spi.UserError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * A sweep's folder, {@code runs/<experiment>/sweep-<date>_<time>/}, beside the folders of its runs: what was asked, a
 * table of what came out, the resolved config of each run, and what each said.
 */
final class SweepFolder {
    static final String PLAN = "sweep.yaml";
    static final String TABLE = "sweep.csv";

    private static final String LOCK = ".lock";
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd_HH-mm-ss").withZone(ZoneId.systemDefault());

    private final Path path;

    private SweepFolder(Path path) {
        this.path = path;
    }

    /**
     * Makes a new folder with the config of each run.
     *
     * @param configs the resolved configs as YAML, in the order of the plan's runs
     * @throws UserError if it cannot be made
     */
    static SweepFolder create(Path runs, SweepPlan plan, List<String> configs, Instant now) throws IOException {
        Path parent = runs.resolve(plan.experiments().get(0));
        String name = "sweep-" + NAME.format(now);
        SweepFolder folder;
        try {
            Files.createDirectories(parent);
            folder = new SweepFolder(fresh(parent, name));
        } catch (IOException failure) {
            throw new UserError(parent + ": no sweep folder can be made there: " + RunFolder.reason(failure)
                    + "; set runs=<a folder that can be written>", failure);
        }
        for (int number = 1; number <= configs.size(); number++) {
            folder.write(folder.config(number), configs.get(number - 1));
        }
        // Last, for it is what makes the folder a sweep's.
        folder.write(folder.path.resolve(PLAN), ConfigWriter.yaml(plan));
        return folder;
    }

    /** Whether a folder is a sweep's. */
    static boolean isSweep(Path path) {
        return Files.isRegularFile(path.resolve(PLAN));
    }

    /**
     * A sweep's folder that is there.
     *
     * @throws UserError if it is not a sweep's
     */
    static SweepFolder existing(Path path) {
        if (!isSweep(path)) {
            throw new UserError(path + ": "
                    + (Files.isDirectory(path) ? "not a sweep, it has no " + PLAN : "no such folder")
                    + "; ./runner sweep prints a sweep's folder at its start and its end");
        }
        return new SweepFolder(path.toAbsolutePath().normalize());
    }

    /** What was asked. */
    SweepPlan plan(ConfigReader reader) {
        return reader.read(SweepPlan.class, path.resolve(PLAN), List.of(), path);
    }

    /** Keeps a second process from working on the sweep until it is closed. */
    FileChannel lock() throws IOException {
        FileChannel channel =
                FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw new UserError(path + ": another process is at work on this sweep; wait for its end");
        }
        return channel;
    }

    Path path() {
        return path;
    }

    /** The name by which runs say that they belong to it. */
    String name() {
        return path.getFileName().toString();
    }

    /** The folder of all runs. */
    Path runs() {
        return path.getParent().getParent();
    }

    /** The resolved config of a run, numbered from 1. */
    Path config(int number) {
        return path.resolve("configs").resolve("%03d.yaml".formatted(number));
    }

    /** What a run's process said. */
    Path said(int number) {
        return path.resolve("logs").resolve("%03d.txt".formatted(number));
    }

    /** Why a run's process ended before its time. */
    Path errors(int number) {
        return path.resolve("logs").resolve("%03d-errors.txt".formatted(number));
    }

    /** Writes a file aside and renames it, so that whoever reads it sees it whole. */
    void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Path aside = file.resolveSibling("." + file.getFileName() + ".part");
        Files.writeString(aside, text);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The first line that a run's process wrote to its standard error; empty if there is none. */
    String firstError(int number) throws IOException {
        Path file = errors(number);
        if (!Files.exists(file)) {
            return "";
        }
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static Path fresh(Path parent, String name) throws IOException {
        for (int copy = 1; ; copy++) {
            try {
                return Files.createDirectory(parent.resolve(copy == 1 ? name : name + "_" + copy));
            } catch (FileAlreadyExistsException taken) {
                // Another sweep began in the same second; the next name is tried.
            }
        }
    }
}
