package dev.etude.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.spi.BinarySequence;
import dev.etude.spi.Dataset;
import dev.etude.spi.Encoding;
import dev.etude.spi.Piece;
import dev.etude.spi.SequenceShape;
import dev.etude.spi.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Which windows are drawn from pieces of which lengths. In a piece, each step has a symbol of its own on. */
class TrainingDataTest {
    private static final int SYMBOLS = 40;

    private static final Encoding WORDS = new Encoding() {
        @Override
        public int symbols() {
            return SYMBOLS;
        }

        @Override
        public String meaning() {
            return "words";
        }
    };

    @Test
    void windowsBeginAtEveryHopThatLeavesThemWhole() {
        TrainingData data = new TrainingData(dataset(piece(0, 11)), new WindowSettings(4, 3, true, 0));

        assertEquals(3, data.trainingWindowCount());
        assertEquals(Set.of(symbols(0, 1, 2, 3), symbols(3, 4, 5, 6), symbols(6, 7, 8, 9)), drawn(data));
    }

    @Test
    void aShortPieceBeginsAgainOrIsFollowedBySilence() {
        Dataset brief = dataset(piece(5, 3));

        TrainingData looped = new TrainingData(brief, new WindowSettings(8, 1, true, 0));
        TrainingData padded = new TrainingData(brief, new WindowSettings(8, 1, false, 0));

        assertEquals(1, looped.trainingWindowCount());
        assertEquals(Set.of(symbols(5, 6, 7, 5, 6, 7, 5, 6)), drawn(looped));
        assertEquals(1, padded.trainingWindowCount());
        assertEquals(Set.of(symbols(5, 6, 7, -1, -1, -1, -1, -1)), drawn(padded));
    }

    @Test
    void heldOutPiecesAndTheirCopiesAreNeverDrawnToLearnFrom() {
        List<Piece> pieces = new ArrayList<>();
        for (int number = 0; number < 10; number++) {
            pieces.add(new Piece("piece " + number, piece(2 * (number / 2), 4)));
        }
        TrainingData data = new TrainingData(new Dataset(pieces, WORDS, List.of()), new WindowSettings(4, 1, true, 2));

        Set<BinarySequence> heldOut = new HashSet<>(data.heldOut().stream().map(Piece::cells).toList());
        assertEquals(2, data.heldOut().size());
        assertEquals(0, drawn(data).stream().filter(heldOut::contains).count());
        assertTrue(heldOut.contains(data.drawHeldOut(new SplittableRandom(1))));
    }

    @Test
    void holdingEverythingOutIsRefused() {
        UserError all = assertThrows(
                UserError.class, () -> new TrainingData(dataset(piece(0, 9)), new WindowSettings(4, 1, true, 1)));
        assertEquals("window.heldOut: would hold out every piece; set it below their number, 1", all.getMessage());
    }

    /** All windows that are drawn, which are the same when they are drawn into an array. */
    private static Set<BinarySequence> drawn(TrainingData data) {
        SplittableRandom random = new SplittableRandom(3);
        SplittableRandom sameRandom = new SplittableRandom(3);
        Set<BinarySequence> windows = new HashSet<>();
        float[] cells = new float[data.shape().cells() + 2];
        for (int draw = 0; draw < 200; draw++) {
            BinarySequence window = data.draw(random);
            windows.add(window);
            Arrays.fill(cells, 9);
            data.draw(sameRandom, cells, 1);
            float[] expected = new float[cells.length];
            window.copyTo(expected, 1);
            expected[0] = 9;
            expected[cells.length - 1] = 9;
            assertArrayEquals(expected, cells);
        }
        return windows;
    }

    private static Dataset dataset(BinarySequence cells) {
        return new Dataset(List.of(new Piece("piece", cells)), WORDS, List.of());
    }

    private static BinarySequence piece(int first, int steps) {
        int[] symbols = new int[steps];
        for (int step = 0; step < steps; step++) {
            symbols[step] = first + step;
        }
        return symbols(symbols);
    }

    /** A row with one symbol a step; -1 for silence. */
    private static BinarySequence symbols(int... symbols) {
        BitSet cells = new BitSet();
        for (int step = 0; step < symbols.length; step++) {
            if (symbols[step] >= 0) {
                cells.set(step * SYMBOLS + symbols[step]);
            }
        }
        return BinarySequence.of(new SequenceShape(symbols.length, SYMBOLS), cells);
    }
}
