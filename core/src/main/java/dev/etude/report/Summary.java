package dev.etude.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last figures of a run, its {@code summary.json}.
 *
 * @param figures by name; NaN where one is undefined
 * @param rows the same figures of real, held-out and random music, by these names
 */
public record Summary(Map<String, Double> figures, Map<String, Map<String, Double>> rows) {
    /** Of a run that has not come so far. */
    public static final Summary NONE = new Summary(Map.of(), Map.of());

    private static final String FILE = "summary.json";
    private static final String STEP = "step";
    private static final String ROWS = "rows";

    /**
     * The summary in a run's folder; {@link #NONE} if there is none yet.
     *
     * @throws IOException that names the file, if it cannot be read
     */
    public static Summary read(Path run) throws IOException {
        Path file = run.resolve(FILE);
        if (!Files.exists(file)) {
            return NONE;
        }
        try {
            JsonNode summary = new ObjectMapper().readTree(file.toFile());
            Map<String, Map<String, Double>> rows = new LinkedHashMap<>();
            summary.path(ROWS).properties().forEach(row -> rows.put(row.getKey(), figures(row.getValue())));
            return new Summary(figures(summary), rows);
        } catch (JsonProcessingException malformed) {
            throw new IOException(file + ": is not JSON: " + malformed.getOriginalMessage(), malformed);
        }
    }

    private static Map<String, Double> figures(JsonNode node) {
        Map<String, Double> figures = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (!entry.getKey().equals(STEP) && (value.isNumber() || value.isNull())) {
                figures.put(entry.getKey(), value.isNull() ? Double.NaN : value.doubleValue());
            }
        });
        return figures;
    }
}
