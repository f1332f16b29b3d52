package dev.etude.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    /**
     * The ends that SciPy 1.17.1 gives: {@code scipy.stats.bootstrap((values,), numpy.mean, method='percentile',
     * n_resamples=1_000_000, random_state=7).confidence_interval}.
     */
    @Test
    void theIntervalIsScipys() {
        requireInterval(0.908, 0.952, 0.002, 0.9, 0.94, 0.91, 0.97, 0.92);
        requireInterval(2.5, 5.4, 0.1, 3, 1, 4, 1, 5, 9, 2, 6, 5, 3);
        requireInterval(-0.2, 0.4, 1e-9, -0.2, 0.1, 0.4);
    }

    /** From 5 normal values 83 in a hundred intervals hold the mean (numpy, 4,000 trials); as documented, not 95. */
    @Test
    void fewValuesGiveIntervalsThatAreTooNarrow() {
        Random random = new Random(3);
        int trials = 400;
        int holding = 0;
        for (int trial = 0; trial < trials; trial++) {
            double[] values = random.doubles(5).map(uniform -> random.nextGaussian()).toArray();
            Bootstrap.Interval interval = Bootstrap.interval(values).orElseThrow();
            holding += interval.low() <= 0 && 0 <= interval.high() ? 1 : 0;
        }
        assertEquals(0.83, holding / (double) trials, 0.06);
    }

    @Test
    void equalValuesGiveAnEqualInterval() {
        double[] values = {1, 2, 4, 8};

        assertEquals(Bootstrap.interval(values), Bootstrap.interval(values.clone()));
    }

    @Test
    void ofFewerThanTwoValuesNothingIsSaid() {
        assertTrue(Bootstrap.interval(new double[0]).isEmpty());
        assertTrue(Bootstrap.interval(new double[] {0.9}).isEmpty());
    }

    private static void requireInterval(double low, double high, double tolerance, double... values) {
        Bootstrap.Interval interval = Bootstrap.interval(values).orElseThrow();
        assertEquals(low, interval.low(), tolerance, Arrays.toString(values));
        assertEquals(high, interval.high(), tolerance, Arrays.toString(values));
    }
}
