package dev.etude.run;

import dev.etude.spi.RunRecord.Figures;
import dev.etude.training.Checkpoint;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps the checkpoint of the best measurement, if the configuration says what best is. Which one that was so far
 * follows from the journal, so a resumed run knows it; of equal ones the first counts.
 */
final class BestCheckpoint {
    private final Optional<BestSettings> chosen;
    private final RunFolder folder;
    private double value = Double.NaN;
    private long step;

    BestCheckpoint(Optional<BestSettings> chosen, RunFolder folder) {
        this.chosen = chosen;
        this.folder = folder;
    }

    /** Begins with what was logged before: nothing, unless the run is resumed. */
    void begin(List<Figures> journal) {
        if (chosen.isEmpty()) {
            return;
        }
        String figure = chosen.get().figure();
        for (Figures line : journal) {
            Double logged = line.values().get("eval/" + figure);
            if (logged != null && isBetter(logged)) {
                value = logged;
                step = line.step();
            }
        }
    }

    /** Takes a measurement; the checkpoint is asked for, and written, only if it is better than all before. */
    void measured(long measuredStep, Map<String, Double> figures, Supplier<Checkpoint> checkpoint) throws IOException {
        if (chosen.isPresent() && isBetter(figures.get(chosen.get().figure()))) {
            Checkpoints.writeBest(folder, checkpoint.get());
            value = figures.get(chosen.get().figure());
            step = measuredStep;
        }
    }

    /** Figure, value and step of the best measurement; empty if there is none. */
    Optional<Map<String, Object>> summary() {
        if (Double.isNaN(value)) {
            return Optional.empty();
        }
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("figure", chosen.orElseThrow().figure());
        summary.put("value", value);
        summary.put("step", step);
        return Optional.of(summary);
    }

    private boolean isBetter(double measured) {
        return Double.isFinite(measured)
                && (Double.isNaN(value) || (chosen.orElseThrow().highest() ? measured > value : measured < value));
    }
}
