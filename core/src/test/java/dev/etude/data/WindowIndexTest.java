package dev.etude.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.data.WindowIndex.Match;
import dev.etude.spi.BinarySequence;
import dev.etude.spi.Encoding;
import dev.etude.spi.Metric;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.Piece;
import dev.etude.spi.SequenceShape;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowIndexTest {
    private static final Encoding KEYS = new PianoRollEncoding(1, 4, 120, false);
    private static final SequenceShape SHAPE = new SequenceShape(4, 88);

    @Test
    void namesThePieceTheStepAndTheTransposition() {
        Piece other = piece("other", 4, 10, 20, 30);
        Piece tune = piece("tune", 6, 40, 44, 47, 40 + 88, 45 + 88, 50 + 88, 38 + 5 * 88);
        WindowIndex windows = new WindowIndex(List.of(other, tune), SHAPE, KEYS, true);

        BinarySequence second = tune.cells().window(1, 4);
        assertEquals(new Match(tune, 1, 0, 0, second), windows.nearest(second));

        BitSet moved = shifted(second, 2);
        moved.set(3 * 88 + 5);
        Match nearest = windows.nearest(BinarySequence.of(SHAPE, moved));
        assertEquals("tune", nearest.piece().name());
        assertEquals(1, nearest.step());
        assertEquals(2, nearest.semitones());
        assertEquals(1, nearest.cells());
        assertEquals(BinarySequence.of(SHAPE, shifted(second, 2)), nearest.window());
    }

    @Test
    void isBuiltOnceForAReferenceAndAShape() {
        Piece seen = piece("seen", 4, 10, 20, 30);
        Piece heldOut = piece("held out", 4, 11, 88 + 20);
        Metric.Reference reference = new Metric.Reference(KEYS, List.of(seen), List.of(heldOut), true);

        WindowIndex training = WindowIndex.ofTraining(reference, SHAPE);
        assertSame(training, WindowIndex.ofTraining(reference, new SequenceShape(4, 88)));
        assertTrue(training.contains(seen.cells()));
        assertFalse(training.contains(heldOut.cells()));
        assertTrue(WindowIndex.ofHeldOut(reference, SHAPE).contains(heldOut.cells()));
        BinarySequence half = seen.cells().window(0, 2);
        assertTrue(WindowIndex.ofTraining(reference, half.shape()).contains(half));
    }

    @Test
    void symbolsThatAreNoKeysAreNotTransposed() {
        Encoding words = new Encoding() {
            @Override
            public int symbols() {
                return 88;
            }

            @Override
            public String meaning() {
                return "words";
            }
        };
        Piece text = piece("text", 4, 3, 88 + 7, 2 * 88 + 1, 3 * 88 + 9);
        WindowIndex windows = new WindowIndex(List.of(text), SHAPE, words, false);

        Match nearest = windows.nearest(BinarySequence.of(SHAPE, shifted(text.cells(), 1)));
        assertEquals(0, nearest.semitones());
        assertEquals(8, nearest.cells());
        assertEquals(text.cells(), nearest.window());
    }

    @Test
    void agreesWithLookingAtEveryWindowInEveryTransposition() {
        Random random = new Random(5);
        List<Piece> pieces = new ArrayList<>();
        for (int piece = 0; piece < 5; piece++) {
            pieces.add(new Piece("piece " + piece, random(7, random)));
        }
        WindowIndex windows = new WindowIndex(pieces, SHAPE, KEYS, true);
        for (int row = 0; row < 20; row++) {
            BinarySequence sample = random(4, random);
            int least = Integer.MAX_VALUE;
            for (Piece piece : pieces) {
                for (int step = 0; step < 7; step++) {
                    for (int semitones = -12; semitones <= 12; semitones++) {
                        least = Math.min(least, cells(sample, piece.cells().window(step, 4), semitones));
                    }
                }
            }

            Match nearest = windows.nearest(sample);
            assertEquals(least, nearest.cells());
            assertEquals(least, windows.cellsToNearest(sample));
            assertEquals(least, cells(sample, nearest.piece().cells().window(nearest.step(), 4), nearest.semitones()));
            BitSet visible = sample.toBitSet();
            visible.xor(nearest.window().toBitSet());
            assertTrue(visible.cardinality() <= least, "but for what lies beyond the keyboard, that is what one sees");
        }
    }

    /** Cells that differ if a window is transposed; each cell that leaves the keyboard differs. */
    private static int cells(BinarySequence row, BinarySequence window, int semitones) {
        int shared = 0;
        for (int cell = window.nextOn(0); cell >= 0; cell = window.nextOn(cell + 1)) {
            int pitch = cell % 88 + semitones;
            shared += pitch >= 0 && pitch < 88 && row.isOn(cell / 88, pitch) ? 1 : 0;
        }
        return row.onCells() + window.onCells() - 2 * shared;
    }

    private static BinarySequence random(int steps, Random random) {
        SequenceShape shape = new SequenceShape(steps, 88);
        BitSet cells = new BitSet();
        for (int cell = 0; cell < shape.cells(); cell++) {
            cells.set(cell, random.nextInt(20) == 0);
        }
        return BinarySequence.of(shape, cells);
    }

    private static Piece piece(String name, int steps, int... on) {
        BitSet cells = new BitSet();
        for (int cell : on) {
            cells.set(cell);
        }
        return new Piece(name, BinarySequence.of(new SequenceShape(steps, 88), cells));
    }

    private static BitSet shifted(BinarySequence row, int by) {
        BitSet cells = new BitSet();
        for (int cell = row.nextOn(0); cell >= 0; cell = row.nextOn(cell + 1)) {
            cells.set(cell + by);
        }
        return cells;
    }
}
