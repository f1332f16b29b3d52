package dev.etude.plugins.metrics;

import static dev.etude.plugins.metrics.Rows.QUARTERS;
import static dev.etude.plugins.metrics.Rows.QUARTERS_WITH_ONSETS;
import static dev.etude.plugins.metrics.Rows.alone;
import static dev.etude.plugins.metrics.Rows.row;
import static dev.etude.plugins.metrics.Rows.step;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.etude.spi.BinarySequence;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How different and how full rows are. */
class DiversityTest {
    private static final int[][] CHORD_AND_REST = {step(60, 64, 67), step()};
    private static final int[][] ONE_NOTE = {step(60), step(60)};

    @Test
    void countsDifferentRowsAndCells() {
        BinarySequence chord = row(QUARTERS, CHORD_AND_REST);
        BinarySequence note = row(QUARTERS, ONE_NOTE);

        Map<String, Double> figures = new Diversity().measure(List.of(chord, note, chord, note), alone(QUARTERS));

        assertEquals(0.5, figures.get("distinct"));
        assertEquals((3 + 2) * 2 / (4 * 2 * 88.0), figures.get("density"));
        assertEquals((3 + 1) / 2.0, figures.get("polyphony"));
    }

    @Test
    void countsAStruckAndAHeldKeyOnce() {
        assertEquals(
                new Diversity().measure(List.of(row(QUARTERS, ONE_NOTE)), alone(QUARTERS)),
                new Diversity().measure(List.of(row(QUARTERS_WITH_ONSETS, ONE_NOTE)), alone(QUARTERS_WITH_ONSETS)));
    }

    @Test
    void silenceHasNoPolyphony() {
        assertEquals(
                Map.of("distinct", 1.0, "density", 0.0, "polyphony", Double.NaN),
                new Diversity().measure(List.of(row(QUARTERS, step(), step())), alone(QUARTERS)));
    }
}
