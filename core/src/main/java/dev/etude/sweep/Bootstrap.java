package dev.etude.sweep;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The percentile bootstrap interval of a mean: the 2.5th and the 97.5th percentile of the means of samples drawn from
 * the values with replacement. Seeded, so that equal values give an equal interval.
 *
 * <p>Source: B. Efron and R. Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13; recommended for the few
 * seeds of a learning experiment by R. Agarwal et al., Deep Reinforcement Learning at the Edge of the Statistical
 * Precipice, 2021.
 * With few values it is too narrow: of intervals from 5 normal values some 83 in a hundred hold the true mean, from 10
 * some 89, from 20 some 93.
 */
final class Bootstrap {
    /** How the interval is made, for whoever reads the figures. */
    static final String METHOD = "percentile bootstrap of the mean, 95%, 10,000 resamples, seeded";

    private static final int RESAMPLES = 10_000;
    private static final long SEED = 1;
    private static final double TAIL = 0.025;

    private Bootstrap() {}

    /** Both ends of an interval. */
    record Interval(double low, double high) {}

    /** The interval of the mean; empty for fewer than two values, of which nothing can be said. */
    static Optional<Interval> interval(double[] values) {
        if (values.length < 2) {
            return Optional.empty();
        }
        SplittableRandom random = new SplittableRandom(SEED);
        double[] means = new double[RESAMPLES];
        for (int resample = 0; resample < RESAMPLES; resample++) {
            double sum = 0;
            for (int draw = 0; draw < values.length; draw++) {
                sum += values[random.nextInt(values.length)];
            }
            means[resample] = sum / values.length;
        }
        Arrays.sort(means);
        return Optional.of(new Interval(quantile(means, TAIL), quantile(means, 1 - TAIL)));
    }

    static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    /** Linear between the two nearest values, as numpy's {@code percentile} has it. */
    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
