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

/** The log of figures, {@code metrics.jsonl}: one line a logged step, appended, never changed but by a resumed run. */
final class Journal implements AutoCloseable {
    static final String FILE = "metrics.jsonl";

    private final FileChannel channel;

    private Journal(FileChannel channel) {
        this.channel = channel;
    }

    /** Opens a run's journal for appending. */
    static Journal open(RunFolder folder) throws IOException {
        return new Journal(FileChannel.open(
                folder.path().resolve(FILE),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND));
    }

    /** Forgets what was logged after a step: a run that goes on from a checkpoint logs it again. */
    static void rewind(RunFolder folder, long step) throws IOException {
        Path file = folder.path().resolve(FILE);
        List<String> kept = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : wholeLines(file)) {
                if (parse(line, file).step() <= step) {
                    kept.add(line);
                }
            }
        }
        folder.write(FILE, kept.isEmpty() ? "" : String.join("\n", kept) + "\n");
    }

    /** Appends a line. */
    void log(Figures figures) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("step", figures.step());
        line.put("time", figures.millis());
        figures.values().forEach((name, value) -> line.put(name, Double.isFinite(value) ? value : value.toString()));
        ByteBuffer bytes = ByteBuffer.wrap((Json.line(line) + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
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

    /** The lines from one on, at most {@code limit}; empty if there is no journal yet. */
    static List<Figures> read(Path folder, long fromLine, int limit) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return List.of();
        }
        List<Figures> figures = new ArrayList<>();
        for (String line : wholeLines(file).stream().skip(fromLine).limit(limit).toList()) {
            figures.add(parse(line, file));
        }
        return figures;
    }

    /** The last line may be half written: a line counts once its line feed is there. */
    private static List<String> wholeLines(Path file) throws IOException {
        String text = Files.readString(file);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    private static Figures parse(String line, Path file) throws IOException {
        JsonNode node;
        try {
            node = Json.MAPPER.readTree(line);
        } catch (IOException malformed) {
            throw new IOException(file + ": has a line that is not JSON: " + line, malformed);
        }
        Map<String, Double> values = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            if (!entry.getKey().equals("step") && !entry.getKey().equals("time")) {
                JsonNode value = entry.getValue();
                values.put(entry.getKey(), value.isNumber() ? value.doubleValue() : Double.valueOf(value.asText()));
            }
        });
        return new Figures(node.path("step").asLong(), node.path("time").asLong(), values);
    }
}
