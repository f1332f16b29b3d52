package dev.etude.health;

import dev.etude.training.GanTrainer.Losses;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The losses of a step as figures of the journal, and back. */
public final class LossFigures {
    private static final String CRITIC = "train/critic-loss";
    private static final String GENERATOR = "train/generator-loss";
    private static final String REAL = "train/real-score";
    private static final String GENERATED = "train/generated-score";

    private LossFigures() {}

    /** As figures of the journal. */
    public static Map<String, Double> of(Losses losses) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(CRITIC, losses.critic());
        figures.put(GENERATOR, losses.generator());
        figures.put(REAL, losses.realScore());
        figures.put(GENERATED, losses.fakeScore());
        return figures;
    }

    /** From a line of the journal; empty if it holds none. */
    static Optional<Losses> from(Map<String, Double> line) {
        return line.containsKey(CRITIC)
                ? Optional.of(new Losses(line.get(CRITIC), line.get(GENERATOR), line.get(REAL), line.get(GENERATED), 0))
                : Optional.empty();
    }
}
