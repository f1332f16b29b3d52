package dev.etude.plugins.augmentations;

import dev.etude.spi.Augmentation;
import dev.etude.spi.Encoding;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.SequenceShape;
import java.util.Arrays;
import java.util.SplittableRandom;

/** What the tests of both augmentations need: rows, one draw, and the row that it makes. */
final class Draws {
    static final Encoding KEYS = new PianoRollEncoding(1, 4, 100, false);
    static final Encoding STRUCK_AND_HELD_KEYS = new PianoRollEncoding(1, 4, 100, true);

    private Draws() {}

    static float[] row(SequenceShape shape, int... cellsOn) {
        float[] cells = new float[shape.cells()];
        for (int cell : cellsOn) {
            cells[cell] = 1;
        }
        return cells;
    }

    /** One draw; the array comes filled with nonsense, as it does from a trainer that reuses it. */
    static int[] source(Augmentation augmentation, float[] cells, SequenceShape shape, Encoding encoding, long seed) {
        int[] source = new int[shape.cells()];
        Arrays.fill(source, 12345678);
        augmentation.draw(cells, shape, encoding, new SplittableRandom(seed), source);
        return source;
    }

    static float[] apply(int[] source, float[] cells) {
        float[] changed = new float[cells.length];
        for (int cell = 0; cell < cells.length; cell++) {
            changed[cell] = source[cell] < 0 ? 0 : cells[source[cell]];
        }
        return changed;
    }

    static boolean usesACellTwice(int[] source) {
        int[] used = Arrays.stream(source).filter(cell -> cell >= 0).toArray();
        return Arrays.stream(used).distinct().count() != used.length;
    }

    /** An encoding that has nothing to do with notes. */
    record Words() implements Encoding {
        @Override
        public int symbols() {
            return 5;
        }

        @Override
        public String meaning() {
            return "words";
        }
    }
}
