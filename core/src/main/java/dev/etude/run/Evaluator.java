package dev.etude.run;

import dev.etude.data.TrainingData;
import dev.etude.spi.BinarySequence;
import dev.etude.spi.Metric;
import dev.etude.training.Seeds;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Measures music, beside what it should be measured against: real windows are what to come near to, held-out ones are
 * what honest learning can look like, and a random stream of equal density is what chance does.
 */
final class Evaluator {
    /** Real, held-out and random rows are the same in every run on the same data, so that runs can be compared. */
    private static final Seeds COMMON = new Seeds(12345);

    private final List<Metric> metrics;
    private final Metric.Reference reference;
    private final Map<String, Map<String, Double>> comparison = new LinkedHashMap<>();

    Evaluator(List<Metric> metrics, TrainingData data, int rows) {
        this.metrics = metrics;
        this.reference = data.reference();
        List<BinarySequence> real = real(data, rows);
        comparison.put("real", measure(real));
        if (!data.heldOut().isEmpty()) {
            comparison.put("held-out", measure(rows(rows, "held-out", data::drawHeldOut)));
        }
        double density = real.stream().mapToInt(BinarySequence::onCells).average().orElse(0) / data.shape().cells();
        comparison.put("random", measure(rows(rows, "random", random -> randomStream(data, density, random))));
    }

    /** The real rows that others are measured beside. */
    static List<BinarySequence> real(TrainingData data, int rows) {
        return rows(rows, "real", data::draw);
    }

    /** The names of the figures that a metric gives on these data. */
    static Set<String> names(Metric metric, TrainingData data) {
        return metric.measure(real(data, 2), data.reference()).keySet();
    }

    /** The figures of generated rows. */
    Map<String, Double> measure(List<BinarySequence> rows) {
        Map<String, Double> figures = new LinkedHashMap<>();
        metrics.forEach(metric -> figures.putAll(metric.measure(rows, reference)));
        return figures;
    }

    /** The figures of real, held-out (if there are any) and random rows, by these names. */
    Map<String, Map<String, Double>> comparison() {
        return comparison;
    }

    private static List<BinarySequence> rows(int count, String purpose, Draw draw) {
        RandomGenerator random = COMMON.at(purpose, 0);
        List<BinarySequence> rows = new ArrayList<>(count);
        for (int row = 0; row < count; row++) {
            rows.add(draw.from(random));
        }
        return rows;
    }

    private static BinarySequence randomStream(TrainingData data, double density, RandomGenerator random) {
        BitSet cells = new BitSet(data.shape().cells());
        for (int cell = 0; cell < data.shape().cells(); cell++) {
            cells.set(cell, random.nextDouble() < density);
        }
        return BinarySequence.of(data.shape(), cells);
    }

    private interface Draw {
        BinarySequence from(RandomGenerator random);
    }
}
