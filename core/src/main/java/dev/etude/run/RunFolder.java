package dev.etude.run;

import dev.etude.spi.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The folder of one run, as the process that writes it holds it. A file is written aside, synced and renamed, so that
 * whoever reads the folder, at any moment and after any crash, sees whole files only.
 */
public final class RunFolder implements AutoCloseable {
    static final String LOCK = ".lock";
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd_HH-mm-ss").withZone(ZoneId.systemDefault());

    private final Path path;
    private final FileChannel lockChannel;

    private RunFolder(Path path, FileChannel lockChannel) {
        this.path = path;
        this.lockChannel = lockChannel;
    }

    /**
     * Makes a new folder {@code <runs>/<experiment>/<date>_<time>_seed-<seed>}; never one that exists.
     *
     * @throws UserError if it cannot be made
     */
    public static RunFolder create(Path runs, String experiment, long seed, Instant now) {
        Path parent = runs.resolve(experiment);
        String name = NAME.format(now) + "_seed-" + seed;
        try {
            Files.createDirectories(parent);
            for (int copy = 1; ; copy++) {
                Path path = parent.resolve(copy == 1 ? name : name + "_" + copy);
                try {
                    return lock(Files.createDirectory(path));
                } catch (FileAlreadyExistsException taken) {
                    // Another run began in the same second; the next name is tried.
                }
            }
        } catch (IOException failure) {
            throw new UserError(parent + ": no run folder can be made there: " + reason(failure)
                    + "; set runs=<a folder that can be written>", failure);
        }
    }

    /**
     * Takes hold of an existing folder.
     *
     * @throws UserError if it is not a run's, or another process holds it
     */
    public static RunFolder open(Path path) {
        requireRun(path);
        try {
            return lock(path);
        } catch (IOException failure) {
            throw new UserError(path + ": cannot be written: " + reason(failure), failure);
        }
    }

    /**
     * Checks that a folder is a run's.
     *
     * @throws UserError if it is not
     */
    public static void requireRun(Path path) {
        if (!Files.isDirectory(path)) {
            throw new UserError(path + ": no such run folder; ./runner prints a run's folder at its start and its end");
        }
        if (!Files.isRegularFile(path.resolve(RunFiles.CONFIG))) {
            throw new UserError(path + ": not a run folder, it has no config.yaml; name one such as runs/<experiment>/<run>");
        }
    }

    private static RunFolder lock(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new UserError(path + ": another process is at work on this run; wait for its end");
        }
        return new RunFolder(path, channel);
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Writes a text file; a path with folders in it makes them. */
    public void write(String relative, String text) throws IOException {
        write(relative, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Writes a file: aside, synced, renamed. */
    public void write(String relative, Content content) throws IOException {
        Path target = path.resolve(relative);
        Files.createDirectories(target.getParent());
        Path aside = target.resolveSibling("." + target.getFileName() + ".part");
        try (FileChannel channel = FileChannel.open(
                aside,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            OutputStream out = Channels.newOutputStream(channel);
            content.writeTo(out);
            out.flush();
            channel.force(true);
        }
        Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What goes into a file. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Lets go of the folder. */
    @Override
    public void close() throws IOException {
        lockChannel.close();
    }

    /** Why a file operation failed, in words rather than in the name of an exception. */
    public static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (failure instanceof NotDirectoryException || failure instanceof FileAlreadyExistsException) {
            return "a file stands where a folder is needed";
        }
        if (failure instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason().toLowerCase(Locale.ROOT);
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
