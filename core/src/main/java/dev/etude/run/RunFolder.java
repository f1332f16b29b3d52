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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folder of one run, as the process that writes it holds it. A file is written aside, synced and renamed, so that
 * whoever reads the folder, at any moment and after any crash, sees whole files only.
 */
public final class RunFolder implements AutoCloseable {
    private static final String LOCK = ".lock";
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd_HH-mm-ss").withZone(ZoneId.systemDefault());
    private static final int LOCK_ATTEMPTS = 5;
    private static final long LOCK_PAUSE_MILLIS = 50;

    /** What this process holds: to open and close such a lock file once more would let go of it. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

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
            throw new UserError(path
                    + ": not a run folder, it has no config.yaml; name one such as runs/<experiment>/<run>");
        }
    }

    /** Whether a process, this one or another, is at work on a run. */
    static boolean isHeld(Path path) throws IOException {
        if (HELD.contains(path.toRealPath())) {
            return true;
        }
        Path file = path.resolve(LOCK);
        if (!Files.isWritable(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        }
    }

    private static RunFolder lock(Path path) throws IOException {
        Path real = path.toRealPath();
        if (!HELD.add(real)) {
            throw atWork(path);
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(real.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            // Who merely asks whether a run is under way holds its lock for an instant.
            for (int attempt = 1; channel.tryLock() == null; attempt++) {
                if (attempt == LOCK_ATTEMPTS) {
                    throw atWork(path);
                }
                pause();
            }
            return new RunFolder(path, channel);
        } catch (IOException | RuntimeException failure) {
            HELD.remove(real);
            if (channel != null) {
                channel.close();
            }
            throw failure;
        }
    }

    private static UserError atWork(Path path) {
        return new UserError(path + ": another process is at work on this run; wait for its end");
    }

    private static void pause() {
        try {
            Thread.sleep(LOCK_PAUSE_MILLIS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Writes a text file; a path with folders in it makes them. */
    public void write(String relative, String text) throws IOException {
        write(relative, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Writes a file: aside, synced, renamed.
     *
     * @throws IOException that names the file; what stood there before still does
     */
    public void write(String relative, Content content) throws IOException {
        Path target = path.resolve(relative);
        Path aside = target.resolveSibling("." + target.getFileName() + ".part");
        try {
            Files.createDirectories(target.getParent());
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
        } catch (IOException failure) {
            // On a full disk, what it takes is what the run's status needs.
            Files.deleteIfExists(aside);
            throw new IOException(target + ": cannot be written: " + reason(failure), failure);
        }
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
        HELD.remove(path.toRealPath());
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
            return small(system.getReason());
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : small(failure.getMessage());
    }

    /** An operating system's words begin with a capital letter; ours go on after a colon. */
    private static String small(String words) {
        return words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
    }
}
