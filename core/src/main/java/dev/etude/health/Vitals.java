package dev.etude.health;

import dev.etude.spi.BinarySequence;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a set of rows looks like at a glance, whatever its symbols mean.
 *
 * @param sounding share of the steps at which anything is on
 * @param density share of the cells that are on
 * @param distinct the number of different rows, divided by the number of rows
 * @param difference in how many cells two rows differ, the mean over all pairs; NaN of fewer than two rows
 */
public record Vitals(double sounding, double density, double distinct, double difference) {
    private static final String PREFIX = "health/";

    /** Looks at rows, all of one shape; at least one. */
    public static Vitals of(List<BinarySequence> rows) {
        int count = rows.size();
        int symbols = rows.get(0).shape().symbols();
        int[] onRows = new int[rows.get(0).shape().cells()];
        long sounding = 0;
        for (BinarySequence row : rows) {
            int lastStep = -1;
            for (int cell = row.nextOn(0); cell >= 0; cell = row.nextOn(cell + 1)) {
                onRows[cell]++;
                if (cell / symbols != lastStep) {
                    lastStep = cell / symbols;
                    sounding++;
                }
            }
        }
        long on = 0;
        double differing = 0;
        for (long rowsWithCell : onRows) {
            on += rowsWithCell;
            differing += (double) rowsWithCell * (count - rowsWithCell);
        }
        double cells = (double) count * onRows.length;
        return new Vitals(
                sounding / (cells / symbols),
                on / cells,
                (double) new HashSet<>(rows).size() / count,
                count < 2 ? Double.NaN : differing / (count * (count - 1.0) / 2));
    }

    /** As figures of the journal. */
    public Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(PREFIX + "sounding-steps", sounding);
        figures.put(PREFIX + "density", density);
        figures.put(PREFIX + "distinct", distinct);
        figures.put(PREFIX + "difference", difference);
        return figures;
    }

    /** Whether a line of the journal holds {@link #figures}. */
    static boolean areIn(Map<String, Double> line) {
        return line.containsKey(PREFIX + "sounding-steps");
    }

    /** From a line of the journal that holds them. */
    static Vitals from(Map<String, Double> line) {
        return new Vitals(
                line.get(PREFIX + "sounding-steps"),
                line.get(PREFIX + "density"),
                line.get(PREFIX + "distinct"),
                line.get(PREFIX + "difference"));
    }
}
