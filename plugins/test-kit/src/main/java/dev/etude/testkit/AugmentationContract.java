package dev.etude.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.spi.Augmentation;
import dev.etude.spi.BinarySequence;
import dev.etude.spi.Encoding;
import dev.etude.spi.UserError;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Augmentation} keeps to. It takes rows of any encoding, or refuses those that it does not understand
 * with a {@link UserError}.
 */
public abstract class AugmentationContract extends PluginContract<Augmentation> {
    private static final int DRAWS = 100;
    private static final int UNTOUCHED = Integer.MIN_VALUE;

    /** For plugins outside this package. */
    protected AugmentationContract() {
        super(Augmentation.class);
    }

    /** What the symbols of {@link #row} mean. */
    protected Encoding encoding() {
        return Examples.KEYS;
    }

    /** A row that the augmentation understands, another for each seed. */
    protected BinarySequence row(long seed) {
        return Examples.music(Examples.KEYS, 16, seed);
    }

    @Test
    final void fillsTheWholeSource() throws Exception {
        Augmentation augmentation = plugin();
        for (int seed = 0; seed < DRAWS; seed++) {
            assertIsASource(draw(augmentation, row(seed), encoding(), new SplittableRandom(seed)));
        }
    }

    @Test
    final void leavesTheRowAlone() throws Exception {
        Augmentation augmentation = plugin();
        for (int seed = 0; seed < DRAWS; seed++) {
            BinarySequence row = row(seed);
            float[] cells = cells(row);
            augmentation.draw(cells, row.shape(), encoding(), new SplittableRandom(seed), new int[cells.length]);
            assertArrayEquals(cells(row), cells, "draw changed the row's cells");
        }
    }

    @Test
    final void takesAllChanceFromTheRandomSource() throws Exception {
        Augmentation used = plugin();
        Augmentation fresh = plugin();
        for (int seed = 0; seed < DRAWS; seed++) {
            int[] first = draw(used, row(seed), encoding(), new SplittableRandom(seed));
            draw(used, row(seed + 1), encoding(), new SplittableRandom(seed + 1));
            assertArrayEquals(first, draw(used, row(seed), encoding(), new SplittableRandom(seed)),
                    "equal seeds gave two changes");
            assertArrayEquals(first, draw(fresh, row(seed), encoding(), new SplittableRandom(seed)),
                    "it keeps a state between draws");
        }
    }

    @Test
    final void changesSomething() throws Exception {
        boolean changed = false;
        for (int seed = 0; seed < DRAWS && !changed; seed++) {
            int[] source = draw(plugin(), row(seed), encoding(), new SplittableRandom(seed));
            for (int cell = 0; cell < source.length; cell++) {
                changed |= source[cell] != cell;
            }
        }
        assertTrue(changed, "in " + DRAWS + " draws no row was changed");
    }

    @Test
    final void takesOrPlainlyRefusesOtherEncodings() throws Exception {
        takesOrRefuses(Examples.music(Examples.KEYS, 5, 1), Examples.KEYS);
        takesOrRefuses(Examples.music(Examples.KEYS_WITH_ONSETS, 16, 1), Examples.KEYS_WITH_ONSETS);
        takesOrRefuses(Examples.letters(9, 1), Examples.LETTERS);
    }

    @Test
    final void survivesSilence() throws Exception {
        BinarySequence silence = BinarySequence.of(row(1).shape(), new BitSet());
        assertIsASource(draw(plugin(), silence, encoding(), new SplittableRandom(1)));
    }

    private void takesOrRefuses(BinarySequence row, Encoding encoding) throws Exception {
        try {
            for (int seed = 0; seed < DRAWS; seed++) {
                assertIsASource(draw(plugin(), row, encoding, new SplittableRandom(seed)));
            }
        } catch (UserError refusal) {
            assertPlain(refusal);
        }
    }

    private static int[] draw(Augmentation augmentation, BinarySequence row, Encoding encoding,
            RandomGenerator random) {
        int[] source = new int[row.shape().cells()];
        Arrays.fill(source, UNTOUCHED);
        augmentation.draw(cells(row), row.shape(), encoding, random, source);
        return source;
    }

    private static void assertIsASource(int[] source) {
        BitSet used = new BitSet();
        for (int cell = 0; cell < source.length; cell++) {
            int from = source[cell];
            assertTrue(from != UNTOUCHED, "source[" + cell + "] was not filled");
            assertTrue(from >= -1 && from < source.length, "source[" + cell + "] is no cell: " + from);
            assertTrue(from < 0 || !used.get(from), "cell " + from + " is used twice");
            if (from >= 0) {
                used.set(from);
            }
        }
    }

    private static float[] cells(BinarySequence row) {
        float[] cells = new float[row.shape().cells()];
        row.copyTo(cells, 0);
        return cells;
    }
}
