package dev.etude.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What became of the files of the data set.
 *
 * @param counts {@code 227 used, 3 cut, 2 skipped}
 * @param notable those that were not used as they are
 * @param rest how many more of these there are; empty if none
 */
record IntakeSummary(String counts, List<Notable> notable, Optional<String> rest) {
    private static final int MOST_SHOWN = 100;

    /** A file and what became of it. */
    record Notable(String file, String outcome, String why) {}

    /** The summary; empty if the run has no intake. */
    static Optional<IntakeSummary> of(JsonNode intake) {
        if (intake.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Integer> outcomes = new LinkedHashMap<>();
        List<Notable> notable = new ArrayList<>();
        for (JsonNode file : intake) {
            String outcome = file.path("outcome").asText().toLowerCase(Locale.ROOT);
            String why = file.path("why").asText();
            outcomes.merge(outcome, 1, Integer::sum);
            if (!outcome.equals("used") || !why.isEmpty()) {
                notable.add(new Notable(file.path("file").asText(), outcome, why));
            }
        }
        String counts = outcomes.entrySet().stream()
                .map(outcome -> Numbers.whole(outcome.getValue()) + " " + outcome.getKey())
                .collect(Collectors.joining(", "));
        int rest = notable.size() - MOST_SHOWN;
        return Optional.of(new IntakeSummary(
                counts,
                notable.stream().limit(MOST_SHOWN).toList(),
                rest > 0 ? Optional.of(Numbers.whole(rest)) : Optional.empty()));
    }
}
