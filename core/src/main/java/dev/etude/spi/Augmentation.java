package dev.etude.spi;

import java.util.random.RandomGenerator;

/**
 * Enlarges a data set while training: changes each row of a batch at random, a little, in a way that keeps it music.
 *
 * <p>An augmentation re-indexes cells (a shift, a transposition), so the trainer can also map a gradient back through
 * it and put it on generated rows. All chance comes from {@code random}; nothing else may be consulted.
 */
public interface Augmentation {
    /**
     * Draws the change of one row.
     *
     * @param cells the row's cells, 0 or 1, {@code shape.cells()} of them; read only
     * @param shape the row's shape
     * @param encoding what its symbols mean
     * @param random the only source of chance
     * @param source filled by this call: cell {@code i} of the changed row is cell {@code source[i]} of the row, or off
     *     if {@code source[i]} is -1. No cell is used twice.
     */
    void draw(float[] cells, SequenceShape shape, Encoding encoding, RandomGenerator random, int[] source);
}
