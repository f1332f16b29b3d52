package dev.etude.plugins.augmentations;

import static dev.etude.plugins.augmentations.Draws.KEYS;
import static dev.etude.plugins.augmentations.Draws.STRUCK_AND_HELD_KEYS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.spi.Encoding;
import dev.etude.spi.IntRange;
import dev.etude.spi.SequenceShape;
import dev.etude.spi.UserError;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransposeTest {
    private static final SequenceShape SHAPE = new SequenceShape(4, 88);
    private static final SequenceShape ONSET_SHAPE = new SequenceShape(4, 176);

    @Test
    void defaultsToAMinorThirdEitherWay() {
        assertEquals(new IntRange(-3, 3), new Transpose().semitones());
    }

    @Test
    void movesEveryNoteByTheSameNumberOfSemitones() {
        float[] row = Draws.row(SHAPE, 40, 88 + 44, 3 * 88 + 47);
        int[] source = Draws.source(new Transpose(new IntRange(2, 2)), row, SHAPE, KEYS, 1);
        assertArrayEquals(Draws.row(SHAPE, 42, 88 + 46, 3 * 88 + 49), Draws.apply(source, row));
    }

    @Test
    void movesStruckAndHeldKeysTogether() {
        float[] row = Draws.row(ONSET_SHAPE, 87, 176 + 88 + 87);
        int[] source = Draws.source(new Transpose(new IntRange(-5, -5)), row, ONSET_SHAPE, STRUCK_AND_HELD_KEYS, 1);
        assertArrayEquals(Draws.row(ONSET_SHAPE, 82, 176 + 88 + 82), Draws.apply(source, row));
    }

    @ParameterizedTest
    @CsvSource({
        "40, 50, -3, 3",
        "0, 50, 0, 3",
        "1, 87, -1, 0",
        "2, 86, -2, 1",
        "0, 87, 0, 0",
    })
    void drawsEveryShiftThatFitsEquallyOften(int lowest, int highest, int from, int to) {
        float[] row = Draws.row(SHAPE, 88 + lowest, 2 * 88 + highest);
        int draws = 14_000;
        Map<Integer, Integer> shifts = shifts(new Transpose(), row, SHAPE, KEYS, draws);
        assertEquals(to - from + 1, shifts.size(), shifts.toString());
        double expected = (double) draws / shifts.size();
        shifts.forEach((shift, count) -> {
            assertTrue(shift >= from && shift <= to, shifts.toString());
            assertEquals(expected, count, 0.12 * expected, shifts.toString());
        });
    }

    @Test
    void letsHeldKeysBoundTheShiftToo() {
        float[] row = Draws.row(ONSET_SHAPE, 40, 176 + 88 + 87);
        Map<Integer, Integer> shifts = shifts(new Transpose(), row, ONSET_SHAPE, STRUCK_AND_HELD_KEYS, 500);
        assertEquals(0, new TreeMap<>(shifts).lastKey());
    }

    @Test
    void drawsAnyShiftForASilentRow() {
        assertEquals(7, shifts(new Transpose(), Draws.row(SHAPE), SHAPE, KEYS, 500).size());
    }

    @Test
    void leavesARowAloneThatNoShiftOfTheRangeFits() {
        float[] row = Draws.row(SHAPE, 86);
        assertEquals(Map.of(0, 50), shifts(new Transpose(new IntRange(2, 5)), row, SHAPE, KEYS, 50));
    }

    @Test
    void losesNoNoteAndUsesNoCellTwiceWhateverTheRow() {
        Random noise = new Random(5);
        for (int trial = 0; trial < 300; trial++) {
            boolean onsets = trial % 2 == 0;
            SequenceShape shape = onsets ? ONSET_SHAPE : SHAPE;
            float[] row = new float[shape.cells()];
            for (int note = trial % 40; note > 0; note--) {
                row[noise.nextInt(row.length)] = 1;
            }
            Transpose transpose = new Transpose(new IntRange(-87, 87));
            int[] source = Draws.source(transpose, row, shape, onsets ? STRUCK_AND_HELD_KEYS : KEYS, trial);
            assertFalse(Draws.usesACellTwice(source));
            assertEquals(sum(row), sum(Draws.apply(source, row)));
        }
    }

    @Test
    void drawsTheSameForTheSameSeed() {
        float[] row = Draws.row(SHAPE, 40);
        for (long seed = 0; seed < 20; seed++) {
            assertArrayEquals(
                    Draws.source(new Transpose(), row, SHAPE, KEYS, seed),
                    Draws.source(new Transpose(), row, SHAPE, KEYS, seed));
        }
    }

    @Test
    void refusesWhatIsNotAKeyboard() {
        SequenceShape shape = new SequenceShape(4, 5);
        UserError error = assertThrows(UserError.class,
                () -> Draws.source(new Transpose(), Draws.row(shape), shape, new Draws.Words(), 1));
        assertEquals("transpose: works on piano keys, and these data are words; take it out of the config",
                error.getMessage());
    }

    @Test
    void refusesARangeWiderThanTheKeyboard() {
        IntRange tooWide = new IntRange(-88, 0);
        String message = assertThrows(IllegalArgumentException.class, () -> new Transpose(tooWide)).getMessage();
        assertEquals("semitones: must lie within [-87, 87], was [-88, 0]", message);
    }

    private static Map<Integer, Integer> shifts(
            Transpose transpose, float[] row, SequenceShape shape, Encoding encoding, int draws) {
        SplittableRandom random = new SplittableRandom(7);
        int[] source = new int[shape.cells()];
        Map<Integer, Integer> shifts = new TreeMap<>();
        for (int draw = 0; draw < draws; draw++) {
            transpose.draw(row, shape, encoding, random, source);
            // Key 44 keeps its neighbours at every shift drawn here, so it always tells the shift.
            shifts.merge(44 - source[44], 1, Integer::sum);
        }
        return shifts;
    }

    private static float sum(float[] values) {
        float sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }
}
