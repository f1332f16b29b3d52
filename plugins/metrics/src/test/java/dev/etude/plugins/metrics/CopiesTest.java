package dev.etude.plugins.metrics;

import static dev.etude.plugins.metrics.Rows.QUARTERS;
import static dev.etude.plugins.metrics.Rows.QUARTERS_WITH_ONSETS;
import static dev.etude.plugins.metrics.Rows.row;
import static dev.etude.plugins.metrics.Rows.step;
import static dev.etude.plugins.metrics.Rows.trainedOn;
import static dev.etude.plugins.metrics.Rows.transpose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.etude.spi.BinarySequence;
import dev.etude.spi.Encoding;
import dev.etude.spi.Metric;
import dev.etude.spi.Piece;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.SequenceShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Copies and near copies, by hand and against a slow search that tries everything. */
class CopiesTest {
    private static final int[][] PIECE =
            {step(60, 64, 67), step(62, 65, 69), step(59, 62, 67), step(60, 64, 67), step(57, 60, 64)};

    @Test
    void findsACopyAtAnyOffsetAndTransposition() {
        Metric.Reference reference = trainedOn(QUARTERS, row(QUARTERS, PIECE));
        BinarySequence inside = row(QUARTERS, Arrays.copyOfRange(PIECE, 1, 4));
        BinarySequence moved = row(QUARTERS, transpose(19, Arrays.copyOfRange(PIECE, 2, 5)));
        BinarySequence around = row(QUARTERS, PIECE[4], PIECE[0], PIECE[1]);
        BinarySequence changed = row(QUARTERS, PIECE[1], PIECE[2], step(60, 64, 68));

        Map<String, Double> figures = new Copies().measure(List.of(inside, moved, around, changed), reference);

        assertEquals(0.75, figures.get("copies"));
        assertEquals(Double.NaN, figures.get("copies-of-held-out"));
        assertEquals(Double.NaN, figures.get("nearest-held-out"));
    }

    @Test
    void doesNotLoopPiecesThatEnd() {
        BinarySequence piece = row(QUARTERS, PIECE);
        BinarySequence around = row(QUARTERS, PIECE[4], PIECE[0], PIECE[1]);
        Metric.Reference ends = new Metric.Reference(QUARTERS, List.of(new Piece("piece", piece)), List.of(), false);
        BinarySequence longer = row(QUARTERS, PIECE[0], PIECE[1], PIECE[2], PIECE[3], PIECE[4], PIECE[0]);

        assertEquals(0, new Copies().measure(List.of(around), ends).get("copies"));
        assertEquals(Double.NaN, new Copies().measure(List.of(longer), ends).get("copies"));
    }

    @Test
    void tellsHeldOutPiecesApart() {
        Piece training = new Piece("training", row(QUARTERS, PIECE));
        Piece heldOut = new Piece("held out", row(QUARTERS, step(50), step(52), step(50)));
        Metric.Reference reference = new Metric.Reference(QUARTERS, List.of(training), List.of(heldOut), true);

        Map<String, Double> figures = new Copies()
                .measure(List.of(row(QUARTERS, step(40), step(42), step(40))), reference);

        assertEquals(0, figures.get("copies"));
        assertEquals(1, figures.get("copies-of-held-out"));
        assertEquals(0, figures.get("nearest-held-out"));
    }

    @Test
    void distancesEqualThoseOfASearchThatTriesEverything() {
        for (PianoRollEncoding encoding : List.of(QUARTERS, QUARTERS_WITH_ONSETS)) {
            Random random = new Random(7);
            BinarySequence piece = scattered(encoding, 20, random);
            List<BinarySequence> rows = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                rows.add(scattered(encoding, 6, random));
            }
            int[] expected = rows.stream().mapToInt(row -> slowNearest(row, piece)).sorted().toArray();

            Map<String, Double> figures = new Copies().measure(rows, trainedOn(encoding, piece));

            assertEquals(Arrays.stream(expected).average().orElseThrow(), figures.get("nearest"));
            assertEquals(expected[4], figures.get("nearest-median"));
            assertEquals(0, figures.get("copies"));
        }
    }

    @Test
    void comparesOtherSymbolsAsTheyAre() {
        Encoding words = new Encoding() {
            @Override
            public int symbols() {
                return 100;
            }

            @Override
            public String meaning() {
                return "words";
            }
        };
        BinarySequence piece = sequence(100, 3, 104, 205);

        Map<String, Double> figures = new Copies()
                .measure(List.of(sequence(100, 3, 104, 205), sequence(100, 4, 105, 206)), trainedOn(words, piece));

        assertEquals(0.5, figures.get("copies"));
        // The second row is two cells from the piece begun at its second step; transposed, it would be a copy.
        assertEquals((0 + 2) / 2.0, figures.get("nearest"));
    }

    @Test
    void looksForTheNearestOnlyFromAsManyRowsAsAsked() {
        Metric.Reference reference = trainedOn(QUARTERS, row(QUARTERS, PIECE));
        List<BinarySequence> rows = List.of(
                row(QUARTERS, PIECE[0], PIECE[1]),
                row(QUARTERS, PIECE[1], step(30)),
                row(QUARTERS, step(30), step(90)));

        assertEquals(0, new Copies(1).measure(rows, reference).get("nearest"));
        assertEquals(2, new Copies(2).measure(rows, reference).get("nearest"));
        assertFalse(new Copies(0).measure(rows, reference).containsKey("nearest"));
        assertThrows(IllegalArgumentException.class, () -> new Copies(-1));
    }

    private static BinarySequence scattered(PianoRollEncoding encoding, int steps, Random random) {
        SequenceShape shape = new SequenceShape(steps, encoding.symbols());
        BitSet cells = new BitSet();
        for (int i = 0; i < 8 * steps; i++) {
            cells.set(random.nextInt(shape.cells()));
        }
        return BinarySequence.of(shape, cells);
    }

    private static BinarySequence sequence(int symbols, int... cells) {
        BitSet on = new BitSet();
        Arrays.stream(cells).forEach(on::set);
        return BinarySequence.of(new SequenceShape(3, symbols), on);
    }

    /** Tries every offset and transposition, cell by cell; a cell that leaves the keyboard is one that differs. */
    private static int slowNearest(BinarySequence row, BinarySequence piece) {
        int nearest = Integer.MAX_VALUE;
        for (int offset = 0; offset < piece.shape().steps(); offset++) {
            BitSet window = piece.window(offset, row.shape().steps()).toBitSet();
            for (int semitones = -12; semitones <= 12; semitones++) {
                int lost = 0;
                BitSet difference = (BitSet) window.clone();
                for (int cell = row.nextOn(0); cell >= 0; cell = row.nextOn(cell + 1)) {
                    int pitch = cell % 88 + semitones;
                    if (pitch < 0 || pitch > 87) {
                        lost++;
                    } else {
                        difference.flip(cell + semitones);
                    }
                }
                nearest = Math.min(nearest, difference.cardinality() + lost);
            }
        }
        return nearest;
    }
}
