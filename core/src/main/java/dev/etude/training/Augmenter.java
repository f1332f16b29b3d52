package dev.etude.training;

import dev.etude.spi.Augmentation;
import dev.etude.spi.Encoding;
import dev.etude.spi.SequenceShape;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Draws the augmentations of a batch's rows, applies them, and maps gradients back through them. */
final class Augmenter {
    private final List<Augmentation> augmentations;
    private final SequenceShape shape;
    private final Encoding encoding;
    private final int[] drawn;
    private final int[] composed;
    private final float[] row;

    /** For each row of the batch, where each cell came from: row after row, -1 for off. */
    private final int[] sources;

    Augmenter(List<Augmentation> augmentations, SequenceShape shape, Encoding encoding, int rows) {
        this.augmentations = augmentations;
        this.shape = shape;
        this.encoding = encoding;
        this.drawn = new int[shape.cells()];
        this.composed = new int[shape.cells()];
        this.row = new float[shape.cells()];
        this.sources = new int[rows * shape.cells()];
    }

    /** Changes every row from an offset on, one draw a row. */
    void apply(float[] cells, int offset, int rows, RandomGenerator random) {
        int size = shape.cells();
        for (int r = 0; r < rows; r++) {
            int start = offset + r * size;
            for (int cell = 0; cell < size; cell++) {
                composed[cell] = cell;
            }
            for (Augmentation augmentation : augmentations) {
                System.arraycopy(cells, start, row, 0, size);
                augmentation.draw(row, shape, encoding, random, drawn);
                for (int cell = 0; cell < size; cell++) {
                    int source = drawn[cell];
                    cells[start + cell] = source < 0 ? 0 : row[source];
                    drawn[cell] = source < 0 ? -1 : composed[source];
                }
                System.arraycopy(drawn, 0, composed, 0, size);
            }
            System.arraycopy(composed, 0, sources, r * size, size);
        }
    }

    /** Maps the gradient at the rows of the last {@link #apply} back to the rows that it was given. */
    void backward(float[] gradient, int rows) {
        int size = shape.cells();
        for (int r = 0; r < rows; r++) {
            int start = r * size;
            System.arraycopy(gradient, start, row, 0, size);
            Arrays.fill(gradient, start, start + size, 0);
            for (int cell = 0; cell < size; cell++) {
                int source = sources[start + cell];
                if (source >= 0) {
                    gradient[start + source] += row[cell];
                }
            }
        }
    }
}
