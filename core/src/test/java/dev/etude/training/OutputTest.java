package dev.etude.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.etude.config.Schedule;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of logits, and of gradients on their way back to them. */
class OutputTest {
    private static final float[] LOGITS = {-40, -7, -1.5f, -.25f, 0, .125f, 2, 9, 40};
    private static final double STEP = 1e-5;

    /** Both forms have the gradient of the sigmoid; the sigmoid form also has its values. */
    @ParameterizedTest
    @EnumSource(OutputSettings.Form.class)
    void gradientIsThatOfTheSigmoid(OutputSettings.Form form) {
        for (double slope : new double[] {0.3, 1, 2.5}) {
            Output output = output(form, slope, 0);
            float[] gradient = new float[LOGITS.length];
            Arrays.fill(gradient, 3);
            output.backward(LOGITS, gradient);
            for (int i = 0; i < LOGITS.length; i++) {
                double above = sigmoid(slope * (LOGITS[i] + STEP));
                double below = sigmoid(slope * (LOGITS[i] - STEP));
                double difference = (above - below) / (2 * STEP);

                assertEquals(3 * difference, gradient[i], 1e-6);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 1})
    void sigmoidFormGivesTheSigmoid(double slope) {
        float[] cells = new float[LOGITS.length];
        output(OutputSettings.Form.SIGMOID, slope, 0).cells(LOGITS, 0, new SplittableRandom(1), cells, 0);
        for (int i = 0; i < cells.length; i++) {
            assertEquals(sigmoid(slope * LOGITS[i]), cells[i], 1e-7);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 3})
    void binaryFormIsOnAsOftenAsLogisticNoiseLiftsTheLogitAboveNought(double scale) {
        int draws = 20_000;
        int[] on = new int[LOGITS.length];
        SplittableRandom random = new SplittableRandom(2);
        float[] cells = new float[LOGITS.length];
        for (int draw = 0; draw < draws; draw++) {
            output(OutputSettings.Form.BINARY, 0.3, scale).cells(LOGITS, 0, random, cells, 0);
            IntStream.range(0, on.length).forEach(i -> on[i] += cells[i] == 1 ? 1 : 0);
        }
        for (int i = 0; i < on.length; i++) {
            double expected = scale > 0 ? sigmoid(LOGITS[i] / scale) : LOGITS[i] > 0 ? 1 : 0;
            // Five standard deviations of a share.
            assertEquals(expected, (double) on[i] / draws, 5 * Math.sqrt(expected * (1 - expected) / draws) + 1e-9);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 1})
    void noiseFollowsItsSchedule(double progress) {
        OutputSettings scheduled = new OutputSettings(OutputSettings.Form.BINARY, 0.3, Schedule.linear(0, 4), 0);
        float[] cells = new float[LOGITS.length];
        float[] expected = new float[LOGITS.length];
        new Output(scheduled, LOGITS.length).cells(LOGITS, progress, new SplittableRandom(3), cells, 0);
        output(OutputSettings.Form.BINARY, 0.3, 4 * progress).cells(LOGITS, 0, new SplittableRandom(3), expected, 0);

        assertArrayEquals(expected, cells);
    }

    /** A margin is a bias that samples do not have: cells and gradients of logits are those of logits so much lower. */
    @ParameterizedTest
    @EnumSource(OutputSettings.Form.class)
    void aMarginLowersTheLogits(OutputSettings.Form form) {
        for (double noise : new double[] {0, 2}) {
            Output plain = output(form, 0.3, noise);
            Output withMargin = new Output(new OutputSettings(form, 0.3, Schedule.constant(noise), 0.5), LOGITS.length);
            float[] lower = new float[LOGITS.length];
            float[] gradient = new float[LOGITS.length];
            for (int i = 0; i < LOGITS.length; i++) {
                lower[i] = LOGITS[i] - 0.5f;
                gradient[i] = i + 1;
            }
            float[] expected = new float[LOGITS.length];
            float[] cells = new float[LOGITS.length];
            plain.cells(lower, 1, new SplittableRandom(3), expected, 0);
            withMargin.cells(LOGITS, 1, new SplittableRandom(3), cells, 0);
            assertArrayEquals(expected, cells, 1e-6f);
            float[] expectedGradient = gradient.clone();
            plain.backward(lower, expectedGradient);
            withMargin.backward(LOGITS, gradient);
            assertArrayEquals(expectedGradient, gradient, 1e-6f);
        }
    }

    private static Output output(OutputSettings.Form form, double slope, double noise) {
        return new Output(new OutputSettings(form, slope, Schedule.constant(noise), 0), LOGITS.length);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
