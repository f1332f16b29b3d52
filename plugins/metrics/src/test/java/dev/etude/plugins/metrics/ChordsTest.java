package dev.etude.plugins.metrics;

import static dev.etude.plugins.metrics.Rows.QUARTERS;
import static dev.etude.plugins.metrics.Rows.QUARTERS_WITH_ONSETS;
import static dev.etude.plugins.metrics.Rows.alone;
import static dev.etude.plugins.metrics.Rows.row;
import static dev.etude.plugins.metrics.Rows.step;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.music.ChordKind;
import dev.etude.spi.BinarySequence;
import dev.etude.spi.Encoding;
import dev.etude.spi.SequenceShape;
import dev.etude.spi.UserError;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The chords that the metric hears in rows written down by hand. */
class ChordsTest {
    private static final int[] C_MAJOR = step(60, 64, 67);
    private static final int[] D_MINOR = step(62, 65, 69);
    private static final int[] BARE_FIFTH = step(48, 55, 60);
    private static final int[] SILENCE = step();

    @Test
    void countsChordsFifthsChangesAndSilence() {
        BinarySequence first = row(QUARTERS, C_MAJOR, C_MAJOR, D_MINOR, step(60, 61, 62));
        BinarySequence second = row(QUARTERS, BARE_FIFTH, SILENCE, SILENCE, step(67, 72, 76, 84));

        Map<String, Double> figures = new Chords().measure(List.of(first, second), alone(QUARTERS));

        assertEquals(4 / 8.0, figures.get("chord-rate"));
        assertEquals(1 / 8.0, figures.get("bare-fifths"));
        assertEquals(2, figures.get("chord-kinds"));
        assertEquals((2 + 2) / 2.0, figures.get("changes"));
        assertEquals(2 / 8.0, figures.get("silent-steps"));
    }

    @Test
    void knowsEveryFullKindOnEveryRootAndNothingElse() {
        int chords = 0;
        List<BinarySequence> rows = new ArrayList<>();
        for (int set = 0; set < 1 << 12; set++) {
            int[] pitches = BitSet.valueOf(new long[] {set}).stream().map(pitchClass -> 60 + pitchClass).toArray();
            rows.add(row(QUARTERS, pitches));
            chords += isFullChord(set) ? 1 : 0;
        }

        Map<String, Double> figures = new Chords().measure(rows, alone(QUARTERS));

        assertEquals(chords / 4096.0, figures.get("chord-rate"));
        assertEquals(chords, figures.get("chord-kinds"));
        assertEquals(12 / 4096.0, figures.get("bare-fifths"));
    }

    @Test
    void byBarForgivesANoteThatFlickersOrComesEarly() {
        BinarySequence flickers =
                row(QUARTERS, C_MAJOR, C_MAJOR, step(60, 64), C_MAJOR, D_MINOR, D_MINOR, D_MINOR, D_MINOR);
        BinarySequence early =
                row(QUARTERS, C_MAJOR, C_MAJOR, C_MAJOR, step(60, 64, 69), D_MINOR, D_MINOR, D_MINOR, D_MINOR);
        BinarySequence never =
                row(QUARTERS, BARE_FIFTH, BARE_FIFTH, C_MAJOR, BARE_FIFTH, SILENCE, SILENCE, SILENCE, SILENCE);

        assertEquals(1, byBar(flickers));
        assertEquals(1, byBar(early));
        assertEquals(0, byBar(never));
    }

    @Test
    void hearsHeldAndStruckKeysAlike() {
        int[][] steps = {C_MAJOR, C_MAJOR, D_MINOR, BARE_FIFTH, SILENCE, D_MINOR, D_MINOR, C_MAJOR};

        assertEquals(
                new Chords().measure(List.of(row(QUARTERS, steps)), alone(QUARTERS)),
                new Chords().measure(List.of(row(QUARTERS_WITH_ONSETS, steps)), alone(QUARTERS_WITH_ONSETS)));
    }

    @Test
    void refusesWhatIsNotPianoKeys() {
        Encoding words = new Encoding() {
            @Override
            public int symbols() {
                return 5;
            }

            @Override
            public String meaning() {
                return "words";
            }
        };
        List<BinarySequence> rows = List.of(BinarySequence.of(new SequenceShape(2, 5), new BitSet()));

        UserError error = assertThrows(UserError.class, () -> new Chords().measure(rows, alone(words)));

        assertTrue(error.getMessage().startsWith("chords: "), error.getMessage());
        assertThrows(UserError.class, () -> new WrongNotes().measure(rows, alone(words)));
    }

    private static boolean isFullChord(int set) {
        for (ChordKind kind : ChordKind.values()) {
            for (int root = 0; kind.isFull() && root < 12; root++) {
                if (kind.pitchClasses(root) == set) {
                    return true;
                }
            }
        }
        return false;
    }

    private static double byBar(BinarySequence row) {
        return new Chords().measure(List.of(row), alone(QUARTERS)).get("chord-rate-by-bar");
    }
}
