package dev.etude.plugins.metrics;

import dev.etude.data.WindowIndex;
import dev.etude.spi.BinarySequence;
import dev.etude.spi.Doc;
import dev.etude.spi.Metric;
import dev.etude.spi.Plugin;
import dev.etude.spi.SequenceShape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether rows were learned by heart: how they compare with every window of the training pieces, at every offset, and
 * over transpositions where the symbols are piano keys. Works on any encoding.
 *
 * <ul>
 *   <li>{@code copies}: share of rows that are exactly a training window, transposed by any number of semitones.
 *   <li>{@code nearest}: how many cells differ between a row and the nearest training window, over transpositions by
 *       -12 to 12 semitones; the mean over the rows. A cell that is transposed off the keyboard counts as one that
 *       differs.
 *   <li>{@code nearest-median}: the same, the median.
 *   <li>{@code copies-of-held-out}, {@code nearest-held-out}: {@code copies} and {@code nearest} with the windows of
 *       the held-out pieces instead. A generator that invents is about as near to them as their smaller number allows;
 *       one that has learned by heart is near to the training windows alone. NaN if nothing is held out.
 * </ul>
 *
 * <p>Phrases of a style recur, so held-out rows too have copies in the training pieces: measured on held-out rows,
 * {@code copies} and {@code nearest} say how much is usual.
 *
 * <p>In large data sets, of more than 20,000 windows, the nearest is looked for from fewer rows, so that a measurement
 * takes seconds and not minutes: from ten million rows times windows.
 *
 * @param nearestRows the nearest window is looked for from this many rows, the first ones; 0 leaves those figures out
 */
@Plugin("copies")
@Doc("Share of rows that are exact copies of training music, and how far rows are from the nearest of it")
public record Copies(
        @Doc("The nearest window is looked for from this many rows, the first ones, fewer if data are large;"
                        + " 0: from none")
                int nearestRows)
        implements Metric {
    private static final int MOST_COMPARISONS = 10_000_000;

    public Copies() {
        this(500);
    }

    public Copies {
        if (nearestRows < 0) {
            throw new IllegalArgumentException("nearestRows: must be at least 0, was " + nearestRows);
        }
    }

    @Override
    public Map<String, Double> measure(List<BinarySequence> rows, Reference reference) {
        SequenceShape shape = rows.get(0).shape();
        Comparison training = compare(rows, WindowIndex.ofTraining(reference, shape));
        Comparison heldOut = compare(rows, WindowIndex.ofHeldOut(reference, shape));
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("copies", training.copies);
        figures.put("copies-of-held-out", heldOut.copies);
        if (nearestRows > 0) {
            figures.put("nearest", training.nearestMean);
            figures.put("nearest-median", training.nearestMedian);
            figures.put("nearest-held-out", heldOut.nearestMean);
        }
        return figures;
    }

    private Comparison compare(List<BinarySequence> rows, WindowIndex windows) {
        if (windows.isEmpty()) {
            return new Comparison(Double.NaN, Double.NaN, Double.NaN);
        }
        double copies = (double) rows.stream().filter(windows::contains).count() / rows.size();
        int searched = Math.min(nearestRows, Math.max(1, MOST_COMPARISONS / windows.size()));
        int[] nearest = rows.stream().limit(searched).mapToInt(windows::cellsToNearest).sorted().toArray();
        return new Comparison(copies, Arrays.stream(nearest).average().orElse(Double.NaN), median(nearest));
    }

    private static double median(int[] sorted) {
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
    }

    private record Comparison(double copies, double nearestMean, double nearestMedian) {}
}
