package dev.etude.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.etude.spi.RunRecord.Figures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The log of figures, {@code metrics.jsonl}: one line a logged step, appended, never changed but by a resumed run. */
final class Journal implements AutoCloseable {
    static final String FILE = "metrics.jsonl";

    private final Path file;
    private final FileChannel channel;

    private Journal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Opens a run's journal for appending. */
    static Journal open(RunFolder folder) throws IOException {
        Path file = folder.path().resolve(FILE);
        return new Journal(
                file,
                FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
    }

    /**
     * Forgets what was logged after a step: a run that goes on from a checkpoint logs it again. Damage at the end,
     * which a crash of the machine can leave, goes with it.
     *
     * @param notices takes a line if there is damage
     * @throws IOException if there is damage before what is kept, or the file cannot be read or written
     */
    static void rewind(RunFolder folder, long step, Consumer<String> notices) throws IOException {
        Path file = folder.path().resolve(FILE);
        List<String> lines = Files.exists(file) ? wholeLines(file) : List.of();
        int kept = 0;
        IOException damage = null;
        for (int line = 0; line < lines.size(); line++) {
            Figures figures;
            try {
                figures = parse(lines.get(line), file, line);
            } catch (IOException malformed) {
                damage = damage == null ? malformed : damage;
                continue;
            }
            if (figures.step() > step) {
                break;
            }
            if (damage != null) {
                throw damage;
            }
            kept = line + 1;
        }
        if (damage != null) {
            notices.accept(file + ":" + (kept + 1) + ": damaged from here to its end; that is logged again");
        }
        folder.write(FILE, kept == 0 ? "" : String.join("\n", lines.subList(0, kept)) + "\n");
    }

    /** Appends a line. */
    void log(Figures figures) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("step", figures.step());
        line.put("time", figures.millis());
        figures.values().forEach((name, value) -> line.put(name, Double.isFinite(value) ? value : value.toString()));
        ByteBuffer bytes = ByteBuffer.wrap((Json.line(line) + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException failure) {
            throw new IOException(file + ": cannot be written: " + RunFolder.reason(failure), failure);
        }
    }

    /** Makes sure that what was logged outlives a crash of the machine. */
    void sync() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /**
     * The lines from one on, at most {@code limit}; empty if there is no journal yet.
     *
     * @throws IOException if one of them is damaged; the message names the line
     */
    static List<Figures> read(Path folder, long fromLine, int limit) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return List.of();
        }
        List<String> lines = wholeLines(file);
        List<Figures> figures = new ArrayList<>();
        long end = Math.min(lines.size(), fromLine + limit);
        for (int line = (int) Math.min(fromLine, end); line < end; line++) {
            figures.add(parse(lines.get(line), file, line));
        }
        return figures;
    }

    /** The last line may be half written: a line counts once its line feed is there. */
    private static List<String> wholeLines(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** {@code index} is the line's, from 0. */
    private static Figures parse(String line, Path file, int index) throws IOException {
        try {
            JsonNode node = Json.MAPPER.readTree(line);
            if (!node.isObject() || !node.path("step").isIntegralNumber()) {
                throw new IOException("no step in it");
            }
            Map<String, Double> values = new LinkedHashMap<>();
            node.properties().forEach(entry -> {
                if (!entry.getKey().equals("step") && !entry.getKey().equals("time")) {
                    JsonNode value = entry.getValue();
                    values.put(entry.getKey(), value.isNumber() ? value.doubleValue() : Double.valueOf(value.asText()));
                }
            });
            return new Figures(node.path("step").asLong(), node.path("time").asLong(), values);
        } catch (IOException | NumberFormatException malformed) {
            throw new IOException(
                    file + ":" + (index + 1) + ": not a line of figures; restore the file, or take the line out",
                    malformed);
        }
    }
}
