package dev.etude.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.etude.music.PianoRoll;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rolls as sequences and back, with struck and held keys told apart or not. */
class PianoRollEncodingTest {
    private static final PianoRollEncoding KEYS = new PianoRollEncoding(4, 4, 120, false);
    private static final PianoRollEncoding ONSETS = new PianoRollEncoding(4, 4, 120, true);

    @Test
    void onsetsKeepRepeatedNotesWhichPlainKeysMerge() {
        PianoRoll repeated = new PianoRoll.Builder(6, 4).note(40, 0, 2).note(40, 2, 3).note(40, 3, 6).build();
        PianoRoll merged = new PianoRoll.Builder(6, 4).note(40, 0, 6).build();

        assertEquals(repeated, ONSETS.decode(ONSETS.encode(repeated)));
        assertEquals(merged, KEYS.decode(KEYS.encode(repeated)));
    }

    @Test
    void everyRollComesBackWithItsOnsets() {
        Random random = new Random(5);
        for (int trial = 0; trial < 20; trial++) {
            PianoRoll.Builder builder = new PianoRoll.Builder(64, 4);
            for (int note = 0; note < 200; note++) {
                int from = random.nextInt(64);
                builder.note(random.nextInt(PianoRoll.PITCHES), from, Math.min(64, from + 1 + random.nextInt(9)));
            }
            PianoRoll roll = builder.build();
            assertEquals(roll, ONSETS.decode(ONSETS.encode(roll)));
        }
    }

    @Test
    void whatAGeneratorMayMakeOfItIsReadAsNotes() {
        BitSet cells = new BitSet();
        held(cells, 1, 40); // held after silence: begins there
        held(cells, 2, 40);
        struck(cells, 3, 50); // struck and held at once: struck
        held(cells, 3, 50);
        struck(cells, 4, 50); // struck again
        PianoRoll expected = new PianoRoll.Builder(5, 4).note(40, 1, 3).note(50, 3, 4).note(50, 4, 5).build();

        assertEquals(expected, ONSETS.decode(BinarySequence.of(new SequenceShape(5, 176), cells)));
    }

    @Test
    void aNoteThatAWindowCutsBeginsWithTheWindow() {
        PianoRoll roll = new PianoRoll.Builder(8, 4).note(40, 0, 8).build();

        PianoRoll window = ONSETS.decode(ONSETS.encode(roll).window(3, 4));

        assertEquals(new PianoRoll.Builder(4, 4).note(40, 0, 4).build(), window);
    }

    private static void struck(BitSet cells, int step, int pitch) {
        cells.set(step * ONSETS.symbols() + pitch);
    }

    private static void held(BitSet cells, int step, int pitch) {
        cells.set(step * ONSETS.symbols() + PianoRoll.PITCHES + pitch);
    }
}
