package dev.etude.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every loss's gradient is the one that central differences find, and every loss pulls in the right direction. */
class ObjectiveTest {
    private static final int ROWS = 7;
    private static final float STEP = 1f / 64; // exact in binary, so that the float scores move by just this
    private static final double SMOOTHING = 0.1;

    @ParameterizedTest
    @EnumSource(Objective.class)
    void criticGradientsAreThoseOfItsLoss(Objective objective) {
        float[] real = scores(1);
        float[] fake = scores(2);
        float[] realGradient = new float[ROWS];
        float[] fakeGradient = new float[ROWS];
        objective.critic(real, fake, SMOOTHING, realGradient, fakeGradient);

        for (int row = 0; row < ROWS; row++) {
            assertEquals(difference(objective, real, fake, real, row), realGradient[row], 1e-5);
            assertEquals(difference(objective, real, fake, fake, row), fakeGradient[row], 1e-5);
        }
    }

    @ParameterizedTest
    @EnumSource(Objective.class)
    void generatorSlopeIsThatOfItsLoss(Objective objective) {
        float[] real = scores(3);
        float[] fake = scores(4);
        for (int row = 0; row < ROWS; row++) {
            double difference = (objective.generator(real[row], fake[row] + STEP)
                            - objective.generator(real[row], fake[row] - STEP))
                    / (2 * STEP);

            assertEquals(difference, objective.generatorSlope(real[row], fake[row]), 1e-4);
        }
    }

    @ParameterizedTest
    @EnumSource(Objective.class)
    void criticIsRewardedForTellingThemApartAndGeneratorForBeingTakenForReal(Objective objective) {
        float[] high = {0.9f};
        float[] low = {-0.9f};

        assertTrue(loss(objective, high, low) < loss(objective, low, high));
        assertTrue(objective.generator(0, 0.5f) < objective.generator(0, -0.5f));
    }

    private static double loss(Objective objective, float[] real, float[] fake) {
        return objective.critic(real, fake, SMOOTHING, new float[real.length], new float[real.length]);
    }

    private static double difference(Objective objective, float[] real, float[] fake, float[] moved, int row) {
        float kept = moved[row];
        moved[row] = kept + STEP;
        double above = loss(objective, real, fake);
        moved[row] = kept - STEP;
        double below = loss(objective, real, fake);
        moved[row] = kept;
        return (above - below) / (2 * STEP);
    }

    /** Away from the hinge's kinks at 1 and -1. */
    private static float[] scores(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] scores = new float[ROWS];
        for (int row = 0; row < ROWS; row++) {
            do {
                scores[row] = random.nextInt(-128, 128) / 64f;
            } while (Math.abs(Math.abs(scores[row]) - 1) < 2 * STEP);
        }
        return scores;
    }
}
