package dev.etude.plugins.mlflow;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What of a run folder has arrived, by MLflow run: {@code tracking/mlflow.json}, written aside and renamed. One process
 * at a time holds it, so that a run which two processes follow is sent once.
 *
 * <p>It only spares work. Lost or broken it is begun anew.
 */
final class Ledger implements AutoCloseable {
    /**
     * What has arrived of a run.
     *
     * @param address the server that it went to last
     * @param lines how many lines of figures
     * @param files each file sent, by its path, with size and time of change
     */
    record Progress(String address, long lines, Map<String, String> files) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long POLL_MILLIS = 100;

    private final Path file;
    private final FileChannel channel;
    private final Map<String, Progress> runs;
    private boolean changed;

    private Ledger(Path file, FileChannel channel, Map<String, Progress> runs) {
        this.file = file;
        this.channel = channel;
        this.runs = runs;
    }

    /**
     * Opens the ledger of a run folder, when nobody else has it.
     *
     * @throws IOException if it cannot be written, or another process has had it for all of {@code patience}
     */
    static Ledger open(Path runFolder, Duration patience) throws IOException, InterruptedException {
        Path folder = runFolder.resolve("tracking");
        Path file = folder.resolve("mlflow.json");
        FileChannel channel;
        try {
            Files.createDirectories(folder);
            channel = FileChannel.open(
                    folder.resolve("mlflow.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException failure) {
            throw new IOException(
                    "mlflow: cannot write into " + folder + " (" + failure + "); make the run folder writable",
                    failure);
        }
        try {
            long giveUp = System.nanoTime() + patience.toNanos();
            while (!locked(channel)) {
                if (System.nanoTime() > giveUp) {
                    throw new IOException("mlflow: another process is sending " + runFolder
                            + "; wait for it or end it");
                }
                Thread.sleep(POLL_MILLIS);
            }
            return new Ledger(file, channel, read(file));
        } catch (IOException | InterruptedException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    /** The MLflow run that went to an address last. */
    Optional<String> runAt(String address) {
        return runs.entrySet().stream()
                .filter(entry -> entry.getValue().address().equals(address))
                .map(Map.Entry::getKey)
                .reduce((first, second) -> second);
    }

    /** What has arrived of an MLflow run. Its files may be changed, if {@link #put} follows. */
    Progress progress(String run, String address) {
        Progress known = runs.getOrDefault(run, new Progress(address, 0, Map.of()));
        return new Progress(address, known.lines(), new LinkedHashMap<>(known.files()));
    }

    void put(String run, Progress progress) {
        if (!progress.equals(runs.get(run))) {
            runs.values().removeIf(other -> other.address().equals(progress.address()));
            runs.put(run, progress);
            changed = true;
        }
    }

    /** Writes what has changed. */
    void save() throws IOException {
        if (!changed) {
            return;
        }
        Path aside = file.resolveSibling("mlflow.json.part");
        try {
            Files.write(aside, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(runs));
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new IOException(
                    "mlflow: cannot write " + file + " (" + failure + "); free some disk, or make it writable",
                    failure);
        }
        changed = false;
    }

    @Override
    public void close() throws IOException {
        try {
            save();
        } finally {
            channel.close();
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException held) {
            return false;
        }
    }

    private static Map<String, Progress> read(Path file) throws IOException {
        Map<String, Progress> runs = new LinkedHashMap<>();
        try {
            JSON.readTree(Files.readAllBytes(file)).properties().forEach(run -> {
                JsonNode progress = run.getValue();
                Map<String, String> files = new LinkedHashMap<>();
                progress.path("files").properties().forEach(each -> files.put(each.getKey(), each.getValue().asText()));
                String address = progress.path("address").asText();
                runs.put(run.getKey(), new Progress(address, progress.path("lines").asLong(), files));
            });
            return runs;
        } catch (NoSuchFileException | JacksonException unreadable) {
            return new LinkedHashMap<>();
        }
    }
}
