package dev.etude.training;

import dev.etude.spi.Augmentation;
import dev.etude.spi.Encoding;
import dev.etude.spi.SequenceShape;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Draws the augmentations of a batch's rows, applies them, and maps gradients back through them.
 *
 * <p>Most augmentations move long runs of cells together, and a run is copied at once: cell by cell, augmenting would
 * take as long as a fifth of a training step.
 */
final class Augmenter {
    /** The fewest cells in a row whose run is worth a search; others are moved one by one. */
    private static final int SHORTEST_RUN = 8;

    private final List<Augmentation> augmentations;
    private final SequenceShape shape;
    private final Encoding encoding;
    private final int size;
    private final int[] ascending; // 0, 1, 2 ...

    /** By row and augmentation, where each cell came from, -1 for off. */
    private final int[][][] sources;

    private float[] row;
    private float[] moved;

    Augmenter(List<Augmentation> augmentations, SequenceShape shape, Encoding encoding, int rows) {
        this.augmentations = augmentations;
        this.shape = shape;
        this.encoding = encoding;
        this.size = shape.cells();
        this.ascending = new int[size];
        Arrays.setAll(ascending, cell -> cell);
        this.sources = new int[rows][augmentations.size()][size];
        this.row = new float[size];
        this.moved = new float[size];
    }

    /** Changes every row from an offset on, one draw a row. */
    void apply(float[] cells, int offset, int rows, RandomGenerator random) {
        for (int r = 0; r < rows; r++) {
            int start = offset + r * size;
            System.arraycopy(cells, start, row, 0, size);
            for (int number = 0; number < augmentations.size(); number++) {
                int[] source = sources[r][number];
                augmentations.get(number).draw(row, shape, encoding, random, source);
                move(source, true);
            }
            System.arraycopy(row, 0, cells, start, size);
        }
    }

    /** Maps the gradient at the rows of the last {@link #apply} back to the rows that it was given. */
    void backward(float[] gradient, int rows) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(gradient, r * size, row, 0, size);
            for (int number = augmentations.size() - 1; number >= 0; number--) {
                move(sources[r][number], false);
            }
            System.arraycopy(row, 0, gradient, r * size, size);
        }
    }

    /** Moves the row's cells from their sources, or back to them; no two have the same. */
    private void move(int[] source, boolean forward) {
        Arrays.fill(moved, 0);
        for (int cell = 0; cell < size; ) {
            int from = source[cell];
            if (from < 0) {
                cell++;
                continue;
            }
            int run = run(source, cell, from);
            System.arraycopy(row, forward ? from : cell, moved, forward ? cell : from, run);
            cell += run;
        }
        float[] before = row;
        row = moved;
        moved = before;
    }

    /** How many cells, from one on, come from cells that follow each other. */
    private int run(int[] source, int cell, int from) {
        int most = size - Math.max(cell, from);
        int ahead = SHORTEST_RUN - 1;
        if (most < SHORTEST_RUN || source[cell + ahead] != from + ahead) {
            return 1;
        }
        int run = Arrays.mismatch(source, cell, cell + most, ascending, from, from + most);
        return run < 0 ? most : run;
    }
}
