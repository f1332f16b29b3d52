package dev.etude.plugins.metrics;

import static dev.etude.plugins.metrics.Rows.QUARTERS;
import static dev.etude.plugins.metrics.Rows.alone;
import static dev.etude.plugins.metrics.Rows.row;
import static dev.etude.plugins.metrics.Rows.step;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.etude.spi.BinarySequence;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The wrong notes that the metric hears in rows written down by hand. */
class WrongNotesTest {
    private static final int[] C_MAJOR = step(60, 64, 67);
    private static final int[] G_SEVENTH = step(59, 62, 65, 67);

    @Test
    void countsANoteOutOfScaleAndASingleStepOnceEach() {
        // Nine notes: G holds all through, C and E sound twice, B, D and F once, and C sharp flickers among the Cs.
        BinarySequence row = row(QUARTERS, C_MAJOR, step(60, 61, 64, 67), C_MAJOR, G_SEVENTH, G_SEVENTH, G_SEVENTH,
                C_MAJOR, C_MAJOR);

        Map<String, Double> figures = measure(row);

        assertEquals(1 / 9.0, figures.get("wrong-notes"));
        assertEquals(1 / 9.0, figures.get("out-of-scale"));
        assertEquals(1 / 9.0, figures.get("single-step"));
    }

    @Test
    void aSingleStepAtTheEdgeOfARowMayBeALongerNoteCut() {
        BinarySequence row = row(QUARTERS, C_MAJOR, G_SEVENTH, G_SEVENTH, C_MAJOR);

        assertEquals(0, measure(row).get("single-step"));
    }

    @Test
    void hasAScaleOfItsOwnEveryTwoBars() {
        int[] cMajorScale = step(60, 62, 64, 65, 67, 69, 71);
        int[] cSharpMajorScale = step(61, 63, 65, 66, 68, 70, 72);
        int[][] twoBarsEach = new int[16][];
        int[][] oneBarEach = new int[8][];
        for (int step = 0; step < 8; step++) {
            twoBarsEach[step] = cMajorScale;
            twoBarsEach[step + 8] = cSharpMajorScale;
            oneBarEach[step] = step < 4 ? cMajorScale : cSharpMajorScale;
        }

        assertEquals(0, measure(row(QUARTERS, twoBarsEach)).get("out-of-scale"));
        // Of thirteen notes, no scale holds more than seven pitch classes and the C that comes twice.
        assertEquals(5 / 13.0, measure(row(QUARTERS, oneBarEach)).get("out-of-scale"));
    }

    @Test
    void isUndefinedWithoutNotes() {
        assertEquals(
                Map.of("wrong-notes", Double.NaN, "out-of-scale", Double.NaN, "single-step", Double.NaN),
                measure(row(QUARTERS, step(), step())));
    }

    private static Map<String, Double> measure(BinarySequence row) {
        return new WrongNotes().measure(List.of(row), alone(QUARTERS));
    }
}
