package dev.etude.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.etude.spi.RunRecord.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The training phrase nearest to each of the last samples, as {@code nearest/} in the run's folder has it. */
final class Neighbours {
    private static final Path FOLDER = Path.of("nearest");
    private static final String INDEX = "phrases.json";

    private final Map<String, Neighbour> all = new HashMap<>();

    /**
     * A phrase.
     *
     * @param words how near it is, and where it comes from
     */
    record Neighbour(String words, SampleFiles files) {}

    Neighbours(Path folder, List<Artifact> artifacts) throws IOException {
        Path index = folder.resolve(FOLDER).resolve(INDEX);
        if (!Files.exists(index)) {
            return;
        }
        for (JsonNode phrase : new ObjectMapper().readTree(index.toFile())) {
            String name = SampleFiles.name(Path.of(phrase.path("sample").asText()));
            SampleFiles files = new SampleFiles(name, new ArrayList<>());
            artifacts.stream()
                    .map(Artifact::path)
                    .filter(path -> FOLDER.equals(path.getParent()) && SampleFiles.name(path).equals(name))
                    .forEach(files.files()::add);
            all.put(name, new Neighbour(words(phrase), files));
        }
    }

    /** The phrase nearest to a sample, which a reader calls by this name. */
    Optional<Neighbour> of(String sample) {
        return Optional.ofNullable(all.get(sample));
    }

    private static String words(JsonNode phrase) {
        int cells = phrase.path("cells").asInt();
        int transposed = phrase.path("transposed").asInt();
        String distance = cells == 0
                ? "No cell differs from"
                : cells == 1 ? "One cell differs from" : Numbers.whole(cells) + " cells differ from";
        String moved = transposed == 0 ? "" : ", transposed by " + (transposed > 0 ? "+" : "") + transposed;
        return distance + " " + phrase.path("piece").asText() + ", from its step "
                + Numbers.whole(phrase.path("step").asLong()) + " on" + moved;
    }
}
