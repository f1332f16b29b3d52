package dev.etude.health;

import java.util.Locale;

/** A way in which a game of generator and critic goes wrong without ending. */
public enum Ailment {
    /** Hardly a step sounds. */
    SILENCE(
            "raise training.gradientPenalty.weight, or lower training.criticOptimizer.rate and"
                    + " training.generatorOptimizer.rate"),
    /** Far more is on than in real music. */
    FULL_KEYBOARD("lower training.generatorOptimizer.rate, or raise training.gradientPenalty.weight"),
    /** Whatever the noise, the same piece. */
    ALL_ALIKE(
            "set training.topRows=1, raise training.gradientPenalty.weight, or lower"
                    + " training.generatorOptimizer.rate"),
    /** Nothing that the generator does changes the critic's mind. */
    CRITIC_HAS_WON(
            "raise training.gradientPenalty.weight, lower training.criticOptimizer.rate, or set"
                    + " training.criticSteps=1"),
    /** Scores grow without bound. */
    DIVERGENCE(
            "lower training.criticOptimizer.rate and training.generatorOptimizer.rate, or raise"
                    + " training.gradientPenalty.weight");

    private final String remedy;

    Ailment(String remedy) {
        this.remedy = remedy;
    }

    /** What a person calls it: {@code critic has won}. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** What to change, in names of settings. */
    public String remedy() {
        return remedy;
    }
}
