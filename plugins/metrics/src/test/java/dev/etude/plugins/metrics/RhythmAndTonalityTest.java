package dev.etude.plugins.metrics;

import static dev.etude.plugins.metrics.Rows.QUARTERS;
import static dev.etude.plugins.metrics.Rows.alone;
import static dev.etude.plugins.metrics.Rows.row;
import static dev.etude.plugins.metrics.Rows.step;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.spi.BinarySequence;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The figures for which no other program was asked, by hand. */
class RhythmAndTonalityTest {
    private static final int[] C_MAJOR = step(60, 64, 67);
    private static final int[] G_MAJOR = step(59, 62, 67);
    private static final int[] F_SHARP_MAJOR = step(61, 66, 70);
    private static final int[] REST = step();

    @Test
    void countsEmptyBarsUpToTheRowsEnd() {
        assertEquals(1 / 3.0,
                emptyBars(row(QUARTERS, REST, REST, C_MAJOR, C_MAJOR, C_MAJOR, REST, REST, REST, REST, REST)));
        assertEquals(1, emptyBars(row(QUARTERS, REST, REST, REST, REST)));
    }

    @Test
    void farKeysAreFartherApart() {
        double same = tonalDistance(C_MAJOR, C_MAJOR);
        double fifth = tonalDistance(C_MAJOR, G_MAJOR);
        double tritone = tonalDistance(C_MAJOR, F_SHARP_MAJOR);

        assertEquals(0, same, 1e-12);
        assertTrue(fifth > 0.1 && tritone > fifth, fifth + " and " + tritone);
        assertEquals(Double.NaN, tonalDistance(C_MAJOR, REST));
    }

    @Test
    void aFifthIsAnEdgeOfHartesCircles() {
        // C against G: 210 degrees on the circle of fifths and 270 and 120 degrees on those of the thirds, times seven.
        double fifths = 2 * Math.sin(Math.PI * 7 * 7 / 12);
        double minorThirds = 2 * Math.sin(Math.PI * 7 * 3 / 4);
        double majorThirds = 2 * 0.5 * Math.sin(Math.PI * 7 / 3);

        assertEquals(
                Math.sqrt(fifths * fifths + minorThirds * minorThirds + majorThirds * majorThirds),
                tonalDistance(step(60), step(67)),
                1e-12);
    }

    private static double emptyBars(BinarySequence row) {
        return new Rhythm().measure(List.of(row), alone(QUARTERS)).get("empty-bars");
    }

    private static double tonalDistance(int[] firstBar, int[] secondBar) {
        BinarySequence row = row(QUARTERS, firstBar, firstBar, firstBar, firstBar, secondBar, secondBar, secondBar,
                secondBar);
        return new Tonality().measure(List.of(row), alone(QUARTERS)).get("tonal-distance");
    }
}
