package dev.etude.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.etude.spi.RunRecord;
import dev.etude.spi.RunRecord.Figures;
import dev.etude.spi.RunRecord.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the page tells of a run, read from its folder. A run that failed early has less of it: what is missing is empty.
 *
 * @param run where it was read
 * @param status how the run ended
 * @param settings as in {@link RunRecord#settings}
 * @param environment as in {@link RunRecord#environment}
 * @param journal every logged line
 * @param figures the last ones, by plain name; NaN where one is undefined
 * @param rows the figures of real, held-out and random music, by row and name
 * @param config the text of {@code config.yaml}
 * @param intake {@code intake.json}: an array with an object a file
 * @param health {@code health.json}: an array with an object for each time that something ailed the run
 */
record RunFacts(
        RunRecord run,
        Status status,
        Map<String, String> settings,
        Map<String, String> environment,
        List<Figures> journal,
        Map<String, Double> figures,
        Map<String, Map<String, Double>> rows,
        String config,
        JsonNode intake,
        JsonNode health) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MEASURED = "eval/";

    static RunFacts read(RunRecord run, Status status) throws IOException {
        List<Figures> journal = run.figures(0, Integer.MAX_VALUE);
        Summary summary = Summary.read(run.folder());
        if (summary.figures().isEmpty()) {
            summary = lastMeasured(journal);
        }
        Path config = run.folder().resolve("config.yaml");
        return new RunFacts(
                run,
                status,
                run.settings(),
                run.environment(),
                journal,
                summary.figures(),
                summary.rows(),
                Files.exists(config) ? Files.readString(config) : "",
                json(run.folder().resolve("intake.json")),
                json(run.folder().resolve("health.json")));
    }

    /** The training step of the last line of the journal; 0 if there is none. */
    long lastStep() {
        return journal.isEmpty() ? 0 : journal.get(journal.size() - 1).step();
    }

    /** A setting; empty if it is not there or not set. */
    String setting(String name) {
        String value = settings.getOrDefault(name, "");
        return value.equals("null") ? "" : value;
    }

    /** Whether two networks learned from each other. */
    boolean learns() {
        return !setting("critic").isEmpty();
    }

    /** What a run without a summary measured last: each figure's last value. */
    private static Summary lastMeasured(List<Figures> journal) {
        Summary last = new Summary(new LinkedHashMap<>(), new LinkedHashMap<>());
        journal.forEach(line -> line.values().forEach((name, value) -> {
            if (name.startsWith(MEASURED)) {
                String[] path = name.substring(MEASURED.length()).split("/", 2);
                if (path.length == 1) {
                    last.figures().put(path[0], value);
                } else {
                    last.rows().computeIfAbsent(path[0], row -> new LinkedHashMap<>()).put(path[1], value);
                }
            }
        }));
        return last;
    }

    private static JsonNode json(Path file) throws IOException {
        return Files.exists(file) ? JSON.readTree(file.toFile()) : JSON.missingNode();
    }
}
