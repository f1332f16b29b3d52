package dev.etude.music;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyTest {
    @ParameterizedTest
    @CsvSource({
        "0, false, C C# D E- E F F# G A- A B- B, C major",
        "0, true, C C# D D# E F F# G G# A B- B, a minor",
        "-2, false, C D- D E- E F G- G A- A B- B, B- major",
        "-3, false, C D- D E- E F G- G A- A B- C-, E- major",
        "3, true, B# C# D D# E E# F# G G# A A# B, f# minor",
        "6, false, B# C# D D# E E# F# G G# A A# B, F# major",
        "-6, true, C D- D E- E F G- G A- A B- C-, e- minor"
    })
    void spellsInKey(int fifths, boolean isMinor, String names, String name) {
        Key key = new Key(fifths, isMinor);
        assertEquals(name, key.toString());
        String spelled = IntStream.range(60, 72)
                .mapToObj(midi -> key.spell(midi).name())
                .collect(Collectors.joining(" "));
        assertEquals(names, spelled);
    }

    @Test
    void spellsEveryKeyOfThePianoInEveryKeyWithoutDoubleAccidentals() {
        for (int fifths = -7; fifths <= 7; fifths++) {
            for (boolean isMinor : new boolean[] {false, true}) {
                for (int midi = 21; midi <= 108; midi++) {
                    Pitch pitch = new Key(fifths, isMinor).spell(midi);
                    assertEquals(midi, pitch.midi());
                    assertTrue(Math.abs(pitch.alter()) <= 1, pitch.toString());
                }
            }
        }
        assertEquals("B#3", new Key(6, false).spell(60).nameWithOctave());
        assertEquals("C-4", new Key(-6, true).spell(59).nameWithOctave());
    }

    @Test
    void findsEveryScaleThatIsPlayed() {
        for (int tonic = 0; tonic < 12; tonic++) {
            double[] major = new double[12];
            double[] minor = new double[12];
            for (int interval : new int[] {0, 0, 2, 4, 4, 5, 7, 7, 9, 11}) {
                major[(tonic + interval) % 12]++;
            }
            for (int interval : new int[] {0, 0, 2, 3, 3, 5, 7, 7, 8, 11}) {
                minor[(tonic + interval) % 12]++;
            }
            assertEquals(tonic, KeyAnalysis.of(major).key().tonicPitchClass());
            assertFalse(KeyAnalysis.of(major).key().isMinor());
            assertEquals(tonic, KeyAnalysis.of(minor).key().tonicPitchClass());
            assertTrue(KeyAnalysis.of(minor).key().isMinor());
        }
    }

    @Test
    void takesSilenceForCMajor() {
        KeyAnalysis silence = KeyAnalysis.of(new PianoRoll.Builder(4, 1).build());
        assertEquals(new KeyAnalysis(new Key(0, false), 0), silence);
    }
}
