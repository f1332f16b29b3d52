package dev.etude.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.etude.spi.UserError;
import dev.etude.training.Checkpoint;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The checkpoints of a run: {@code checkpoints/step-00000500.zip}, each a ZIP of {@code checkpoint.json} (step,
 * numbers) and one {@code <name>.f32} an array, little-endian. The two newest are kept, so that one damaged file loses
 * little, and {@code best.zip} if the configuration says what best is.
 */
final class Checkpoints {
    private static final String FOLDER = "checkpoints";
    private static final String BEST = FOLDER + "/best.zip";
    private static final String INDEX = "checkpoint.json";
    private static final String SUFFIX = ".f32";
    private static final int KEPT = 2;
    private static final LocalDateTime EPOCH_OF_ZIP = LocalDateTime.of(1980, 1, 1, 0, 0);

    private Checkpoints() {}

    /** Writes a checkpoint and removes all but the newest ones. */
    static void write(RunFolder folder, Checkpoint checkpoint) throws IOException {
        folder.write(FOLDER + "/step-%08d.zip".formatted(checkpoint.step()), out -> write(checkpoint, out));
        List<Path> all = list(folder.path());
        for (Path old : all.subList(Math.min(KEPT, all.size()), all.size())) {
            Files.deleteIfExists(old);
        }
    }

    /** Writes the checkpoint of the best measurement over the one before. */
    static void writeBest(RunFolder folder, Checkpoint checkpoint) throws IOException {
        folder.write(BEST, out -> write(checkpoint, out));
    }

    /**
     * The checkpoint of the best measurement.
     *
     * @throws UserError if there is none, or it is damaged
     */
    static Checkpoint best(Path run) {
        Path file = run.resolve(BEST);
        if (!Files.exists(file)) {
            throw new UserError(run + ": has kept no best checkpoint; a run keeps one from its first measurement on if"
                    + " it is started with samples.best.figure=<the figure that decides>");
        }
        try {
            return read(file);
        } catch (IOException damaged) {
            throw new UserError(damaged.getMessage() + "; sample with checkpoint=last", damaged);
        }
    }

    /**
     * The newest checkpoint that is whole.
     *
     * @param notices takes one line for each newer one that is damaged
     * @return empty if there is none
     */
    static Optional<Checkpoint> newest(Path run, Consumer<String> notices) throws IOException {
        List<Path> all = list(run);
        List<String> damage = new ArrayList<>();
        for (Path file : all) {
            try {
                Checkpoint whole = read(file);
                damage.forEach(line -> notices.accept(line + "; the one before it is used"));
                return Optional.of(whole);
            } catch (IOException damaged) {
                damage.add(damaged.getMessage());
            }
        }
        if (!all.isEmpty()) {
            throw new UserError(String.join("; ", damage) + "; no checkpoint is whole: delete the folder checkpoints,"
                    + " and ./runner resume " + run + " trains from the start, to the same end");
        }
        return Optional.empty();
    }

    /** A checkpoint that is whole, but of other networks than the configuration describes now. */
    static UserError misfit(Path run, IllegalArgumentException reason) {
        return new UserError(run.resolve(RunFiles.CONFIG) + ": does not fit " + run.resolve(FOLDER) + " ("
                + reason.getMessage() + "); undo what was changed in it, or start a new run with it", reason);
    }

    private static List<Path> list(Path run) throws IOException {
        Path folder = run.resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("step-\\d+\\.zip"))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    private static void write(Checkpoint checkpoint, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out, 1 << 16));
        zip.setLevel(Deflater.NO_COMPRESSION);
        zip.putNextEntry(entry(INDEX));
        Map<String, Object> index = new LinkedHashMap<>();
        index.put("step", checkpoint.step());
        index.put("numbers", checkpoint.numbers());
        zip.write(Json.file(index).getBytes(StandardCharsets.UTF_8));
        for (Map.Entry<String, float[]> array : checkpoint.arrays().entrySet()) {
            zip.putNextEntry(entry(array.getKey() + SUFFIX));
            ByteBuffer bytes =
                    ByteBuffer.allocate(array.getValue().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(array.getValue());
            zip.write(bytes.array());
        }
        zip.finish();
        zip.flush();
    }

    /** Without the time of day, so that equal states give equal files. */
    private static ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(EPOCH_OF_ZIP);
        return entry;
    }

    private static Checkpoint read(Path file) throws IOException {
        try {
            return unpack(file);
        } catch (IOException | RuntimeException damaged) {
            String reason = damaged.getMessage() == null ? "breaks off" : damaged.getMessage().split("\n")[0];
            throw new IOException(file + ": damaged (" + reason + ")", damaged);
        }
    }

    private static Checkpoint unpack(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry indexEntry = zip.getEntry(INDEX);
            if (indexEntry == null) {
                throw new IOException("no " + INDEX + " in it");
            }
            JsonNode index;
            try (InputStream in = zip.getInputStream(indexEntry)) {
                index = Json.MAPPER.readTree(in);
            }
            if (!index.path("step").isIntegralNumber()) {
                throw new IOException("no step in its " + INDEX);
            }
            Checkpoint checkpoint = new Checkpoint(index.path("step").asLong());
            index.path("numbers").properties().forEach(
                    number -> checkpoint.putNumber(number.getKey(), number.getValue().asLong()));
            for (ZipEntry entry : zip.stream().filter(each -> each.getName().endsWith(SUFFIX)).toList()) {
                byte[] bytes = new byte[Math.toIntExact(entry.getSize())];
                // Reading to the end makes the ZIP's checksum count.
                try (DataInputStream in = new DataInputStream(zip.getInputStream(entry))) {
                    in.readFully(bytes);
                    if (in.read() >= 0) {
                        throw new IOException(entry.getName() + " is longer than it says");
                    }
                }
                float[] values = new float[bytes.length / Float.BYTES];
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
                String name = entry.getName();
                checkpoint.put(name.substring(0, name.length() - SUFFIX.length()), values);
            }
            return checkpoint;
        }
    }
}
