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
    private final int[] source;

    /** The runs of the last batch, three numbers each: the first cell moved to, the first moved from, how many. */
    private int[] runs = new int[0];

    /** By row and augmentation, where its runs end. */
    private final int[] ends;

    private float[] row;
    private float[] moved;

    Augmenter(List<Augmentation> augmentations, SequenceShape shape, Encoding encoding, int rows) {
        this.augmentations = augmentations;
        this.shape = shape;
        this.encoding = encoding;
        this.size = shape.cells();
        this.ascending = new int[size];
        Arrays.setAll(ascending, cell -> cell);
        this.source = new int[size];
        this.ends = new int[rows * augmentations.size()];
        this.row = new float[size];
        this.moved = new float[size];
    }

    /** Changes every row from an offset on, one draw a row. */
    void apply(float[] cells, int offset, int rows, RandomGenerator random) {
        int draw = 0;
        int end = 0;
        for (int r = 0; r < rows; r++) {
            System.arraycopy(cells, offset + r * size, row, 0, size);
            for (Augmentation augmentation : augmentations) {
                augmentation.draw(row, shape, encoding, random, source);
                int start = end;
                end = addRuns(start);
                ends[draw++] = end;
                move(start, end, 1, 0);
            }
            System.arraycopy(row, 0, cells, offset + r * size, size);
        }
    }

    /** Maps the gradient at the rows of the last {@link #apply} back to the rows that it was given. */
    void backward(float[] gradient, int rows) {
        int draw = 0;
        for (int r = 0; r < rows; r++) {
            System.arraycopy(gradient, r * size, row, 0, size);
            draw += augmentations.size();
            for (int last = draw - 1; last >= draw - augmentations.size(); last--) {
                move(last == 0 ? 0 : ends[last - 1], ends[last], 0, 1);
            }
            System.arraycopy(row, 0, gradient, r * size, size);
        }
    }

    /** Adds the runs of the drawn sources from a place on; returns where they end. */
    private int addRuns(int start) {
        int end = start;
        for (int cell = 0; cell < size; ) {
            if (source[cell] < 0) {
                cell++;
                continue;
            }
            if (end + 3 > runs.length) {
                runs = Arrays.copyOf(runs, 2 * runs.length + 3);
            }
            int length = run(cell, source[cell]);
            runs[end++] = cell;
            runs[end++] = source[cell];
            runs[end++] = length;
            cell += length;
        }
        return end;
    }

    /** How many cells, from one on, come from cells that follow each other. */
    private int run(int cell, int from) {
        int most = size - Math.max(cell, from);
        int ahead = SHORTEST_RUN - 1;
        if (most < SHORTEST_RUN || source[cell + ahead] != from + ahead) {
            return 1;
        }
        int length = Arrays.mismatch(source, cell, cell + most, ascending, from, from + most);
        return length < 0 ? most : length;
    }

    /** Moves runs of the row's cells; no cell is in two of them. Others are off. */
    private void move(int start, int end, int from, int to) {
        Arrays.fill(moved, 0);
        for (int run = start; run < end; run += 3) {
            System.arraycopy(row, runs[run + from], moved, runs[run + to], runs[run + 2]);
        }
        float[] before = row;
        row = moved;
        moved = before;
    }
}
