package dev.etude.spi;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntConsumer;

/**
 * One piece or window as everything that trains sees it: a binary array [steps, symbols].
 *
 * <p>What a symbol is (a pitch, a word) only its {@link Encoding} knows. Cells are numbered row by row: cell
 * {@code step * symbols + symbol}. Immutable; equal when shape and cells are.
 */
public final class BinarySequence {
    private final SequenceShape shape;
    private final BitSet cells;

    private BinarySequence(SequenceShape shape, BitSet cells) {
        this.shape = shape;
        this.cells = cells;
    }

    /** A sequence with the given cells on; cells are numbered as above. The bit set is copied. */
    public static BinarySequence of(SequenceShape shape, BitSet cells) {
        if (cells.length() > shape.cells()) {
            throw new IllegalArgumentException("cell " + (cells.length() - 1) + " lies outside " + shape);
        }
        return new BinarySequence(shape, (BitSet) cells.clone());
    }

    /** A sequence whose cells are on where a value is greater than the threshold, read from an offset of an array. */
    public static BinarySequence threshold(SequenceShape shape, float[] values, int offset, float threshold) {
        BitSet cells = new BitSet(shape.cells());
        for (int cell = 0; cell < shape.cells(); cell++) {
            if (values[offset + cell] > threshold) {
                cells.set(cell);
            }
        }
        return new BinarySequence(shape, cells);
    }

    /** The shape [steps, symbols]. */
    public SequenceShape shape() {
        return shape;
    }

    /** Whether a symbol is on at a step. */
    public boolean isOn(int step, int symbol) {
        return cells.get(step * shape.symbols() + symbol);
    }

    /** The first cell at or after the given one that is on, or -1. For loops over the few cells that are. */
    public int nextOn(int cell) {
        return cells.nextSetBit(cell);
    }

    /** How many cells are on. */
    public int onCells() {
        return cells.cardinality();
    }

    /** A copy of the cells. */
    public BitSet toBitSet() {
        return (BitSet) cells.clone();
    }

    /** Writes the cells as 0 and 1 into an array from an offset on; all {@code shape().cells()} values are written. */
    public void copyTo(float[] values, int offset) {
        copyWindowTo(0, shape.steps(), values, offset);
    }

    /**
     * Steps {@code from} (inclusive) to {@code from + steps} (exclusive), beginning again at the start where it ends.
     */
    public BinarySequence window(int from, int steps) {
        SequenceShape windowShape = new SequenceShape(steps, shape.symbols());
        BitSet window = new BitSet(windowShape.cells());
        forEachOn(from, windowShape.cells(), window::set);
        return new BinarySequence(windowShape, window);
    }

    /** Writes the cells of a {@link #window}, which is not made, as {@link #copyTo} does. */
    public void copyWindowTo(int from, int steps, float[] values, int offset) {
        int length = new SequenceShape(steps, shape.symbols()).cells();
        Arrays.fill(values, offset, offset + length, 0f);
        forEachOn(from, length, cell -> values[offset + cell] = 1f);
    }

    private void forEachOn(int fromStep, int length, IntConsumer action) {
        int start = fromStep % shape.steps() * shape.symbols();
        for (int done = 0; done < length; ) {
            int end = start + Math.min(length - done, shape.cells() - start);
            for (int cell = cells.nextSetBit(start); cell >= 0 && cell < end; cell = cells.nextSetBit(cell + 1)) {
                action.accept(done + cell - start);
            }
            done += end - start;
            start = 0;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BinarySequence sequence
                && sequence.shape.equals(shape)
                && sequence.cells.equals(cells);
    }

    @Override
    public int hashCode() {
        return cells.hashCode();
    }

    @Override
    public String toString() {
        return "BinarySequence[" + shape.steps() + " steps, " + shape.symbols() + " symbols, " + onCells() + " on]";
    }
}
