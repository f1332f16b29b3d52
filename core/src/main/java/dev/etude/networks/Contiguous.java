package dev.etude.networks;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/** Arrays as {@link FastLayer}s need them. */
final class Contiguous {
    private Contiguous() {}

    /** The array itself if it is row-major without gaps, else a copy that is. */
    static INDArray of(INDArray array) {
        return array.ordering() == 'c' && Shape.hasDefaultStridesForShape(array) ? array : array.dup('c');
    }

    /** How many numbers a row of a batch has, which must be a multiple of {@code unit}. */
    static int rowLength(INDArray batch, int unit, String layer) {
        long length = batch.length() / batch.size(0);
        if (length % unit != 0) {
            throw new IllegalArgumentException("layer \"" + layer + "\" takes rows of " + unit + " numbers, and rows of "
                    + Arrays.toString(Arrays.copyOfRange(batch.shape(), 1, batch.rank())) + " do not divide into them");
        }
        return Math.toIntExact(length);
    }

    /** Refuses a batch whose rows are not of so many numbers. */
    static void requireRowLength(INDArray batch, int length, String layer) {
        if (rowLength(batch, length, layer) != length) {
            throw new IllegalArgumentException("layer \"" + layer + "\" takes rows of " + length + " numbers, not of "
                    + batch.length() / batch.size(0));
        }
    }
}
