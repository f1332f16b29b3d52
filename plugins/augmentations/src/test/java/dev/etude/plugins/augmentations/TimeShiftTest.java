package dev.etude.plugins.augmentations;

import static dev.etude.plugins.augmentations.Draws.KEYS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.spi.Augmentation;
import dev.etude.spi.IntRange;
import dev.etude.spi.SequenceShape;
import dev.etude.spi.UserError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeShiftTest {
    private static final SequenceShape SHAPE = new SequenceShape(4, 88);

    @Test
    void defaultsToOneStepEitherWayInACircle() {
        assertEquals(new TimeShift(new IntRange(-1, 1), true), new TimeShift());
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 0", "-1, 3, 2", "3, 3, 2", "4, 0, 3", "-9, 3, 2"})
    void bringsWhatLeavesInAgainAtTheOtherEnd(int shift, int firstStepGoesTo, int lastStepGoesTo) {
        float[] row = Draws.row(SHAPE, 40, 3 * 88 + 50);
        int[] source = Draws.source(new TimeShift(new IntRange(shift, shift), true), row, SHAPE, KEYS, 1);
        float[] moved = Draws.row(SHAPE, firstStepGoesTo * 88 + 40, lastStepGoesTo * 88 + 50);
        assertArrayEquals(moved, Draws.apply(source, row));
        assertFalse(Draws.usesACellTwice(source));
    }

    @Test
    void letsSilenceInAtTheStartWhenMovedLater() {
        float[] row = Draws.row(SHAPE, 40, 88 + 41, 3 * 88 + 50);
        int[] source = Draws.source(new TimeShift(new IntRange(2, 2), false), row, SHAPE, KEYS, 1);
        assertArrayEquals(Draws.row(SHAPE, 2 * 88 + 40, 3 * 88 + 41), Draws.apply(source, row));
        assertFalse(Draws.usesACellTwice(source));
    }

    @Test
    void letsSilenceInAtTheEndWhenMovedEarlier() {
        float[] row = Draws.row(SHAPE, 40, 88 + 41, 3 * 88 + 50);
        int[] source = Draws.source(new TimeShift(new IntRange(-1, -1), false), row, SHAPE, KEYS, 1);
        assertArrayEquals(Draws.row(SHAPE, 41, 2 * 88 + 50), Draws.apply(source, row));
        assertFalse(Draws.usesACellTwice(source));
    }

    @Test
    void worksOnAnySymbols() {
        SequenceShape shape = new SequenceShape(3, 5);
        float[] row = Draws.row(shape, 4);
        int[] source = Draws.source(new TimeShift(new IntRange(1, 1), true), row, shape, new Draws.Words(), 1);
        assertArrayEquals(Draws.row(shape, 9), Draws.apply(source, row));
    }

    @Test
    void drawsEveryShiftEquallyOften() {
        SplittableRandom random = new SplittableRandom(3);
        int[] source = new int[SHAPE.cells()];
        int[] counts = new int[4];
        for (int draw = 0; draw < 9_000; draw++) {
            new TimeShift().draw(Draws.row(SHAPE), SHAPE, KEYS, random, source);
            counts[Math.floorMod(-source[0] / 88, 4)]++;
        }
        assertEquals(0, counts[2]);
        for (int step : new int[] {0, 1, 3}) {
            assertEquals(3_000, counts[step], 200);
        }
    }

    @Test
    void drawsTheSameForTheSameSeed() {
        float[] row = Draws.row(SHAPE, 40);
        for (long seed = 0; seed < 20; seed++) {
            assertArrayEquals(
                    Draws.source(new TimeShift(), row, SHAPE, KEYS, seed),
                    Draws.source(new TimeShift(), row, SHAPE, KEYS, seed));
        }
    }

    @Test
    void refusesARangeThatCanEmptyTheRow() {
        float[] row = Draws.row(SHAPE, 40);
        TimeShift shift = new TimeShift(new IntRange(0, 4), false);
        UserError error = assertThrows(UserError.class, () -> Draws.source(shift, row, SHAPE, KEYS, 2));
        assertEquals("time-shift: steps [0, 4] can empty a row of 4 steps; choose fewer, or set wrap: true",
                error.getMessage());
    }

    @Test
    void isFoundBesideTranspose() {
        Set<Class<?>> found = ServiceLoader.load(Augmentation.class).stream()
                .map(ServiceLoader.Provider::type)
                .collect(Collectors.toSet());
        assertTrue(found.containsAll(Set.of(TimeShift.class, Transpose.class)), found.toString());
    }
}
