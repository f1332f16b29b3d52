package dev.etude.plugins.progressions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.music.ChordKind;
import dev.etude.music.ChordSymbol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VoicingTest {
    private static final Key C = Key.read("C major");

    @ParameterizedTest
    @EnumSource(Voicing.class)
    void laysEveryChordOnEveryBassWithExactlyItsTones(Voicing voicing) {
        for (ChordSymbol chord : everyChord()) {
            for (int voices = 3; voices <= 5; voices++) {
                int[] pitches = voicing.lay(List.of(chord), voices).get(0).midiPitches();
                int tones = Arrays.stream(pitches).map(pitch -> 1 << pitch % 12).reduce(0, (a, b) -> a | b);
                assertEquals(chord.kind().pitchClasses(chord.root()), tones, chord + " in " + voices);
                assertEquals(chord.bass(), pitches[0] % 12, chord + " in " + voices);
                assertEquals(Math.max(voices, Integer.bitCount(tones)), pitches.length, chord + " in " + voices);
                assertEquals(pitches.length, Arrays.stream(pitches).distinct().count(), chord + " in " + voices);
                assertTrue(pitches[0] >= 38 && pitches[pitches.length - 1] <= 77, chord + ": " + Arrays.toString(pitches));
            }
        }
    }

    @Test
    void keepsCommonTonesAndMovesTheOthersByStep() {
        List<int[]> layout = lay(Voicing.VOICE_LEADING, "I IV V I", 4);
        assertArrayEquals(new int[] {48, 60, 64, 67}, layout.get(0));
        assertArrayEquals(new int[] {41, 60, 65, 69}, layout.get(1));
        assertArrayEquals(new int[] {43, 59, 62, 67}, layout.get(2));
        assertArrayEquals(new int[] {48, 60, 64, 67}, layout.get(3));
    }

    @Test
    void playsBlockChordsInRootPosition() {
        List<int[]> layout = lay(Voicing.BLOCK, "I IV I6", 4);
        assertArrayEquals(new int[] {48, 60, 64, 67}, layout.get(0));
        assertArrayEquals(new int[] {41, 65, 69, 72}, layout.get(1));
        assertEquals(40, layout.get(2)[0]);
    }

    @Test
    void movesLessThanBlockChordsAndSeldomInParallelOctaves() {
        int led = 0;
        int block = 0;
        int octavesLed = 0;
        int octavesBlock = 0;
        for (Progression progression : Repertoire.all()) {
            List<Position> ledPositions = Voicing.VOICE_LEADING.lay(progression.chords(), 4);
            List<Position> blockPositions = Voicing.BLOCK.lay(progression.chords(), 4);
            led += motion(ledPositions);
            block += motion(blockPositions);
            octavesLed += parallelOctavesWithBass(ledPositions);
            octavesBlock += parallelOctavesWithBass(blockPositions);
        }
        assertTrue(2 * led < block, led + " against " + block);
        assertTrue(5 * octavesLed < octavesBlock, octavesLed + " against " + octavesBlock);
    }

    @Test
    void doublesTheBassOfASeventhChordOnlyWithFiveVoices() {
        assertArrayEquals(new int[] {43, 59, 62, 65}, lay(Voicing.VOICE_LEADING, "V7", 4).get(0));
        assertEquals(2, Arrays.stream(lay(Voicing.VOICE_LEADING, "V7", 5).get(0)).filter(pitch -> pitch % 12 == 7).count());
    }

    @Test
    void doublesNoThirdInTheBassOfATriad() {
        assertEquals(1, Arrays.stream(lay(Voicing.VOICE_LEADING, "V6", 4).get(0)).filter(pitch -> pitch % 12 == 11).count());
    }

    private static List<int[]> lay(Voicing voicing, String numerals, int voices) {
        return voicing.lay(Progression.read(numerals, C).chords(), voices).stream().map(Position::midiPitches).toList();
    }

    private static int motion(List<Position> positions) {
        int motion = 0;
        for (int chord = 0; chord < positions.size(); chord++) {
            int[] from = positions.get(chord).midiPitches();
            int[] to = positions.get((chord + 1) % positions.size()).midiPitches();
            for (int voice = 1; voice < from.length; voice++) {
                motion += Math.abs(to[voice] - from[voice]);
            }
        }
        return motion;
    }

    private static int parallelOctavesWithBass(List<Position> positions) {
        int parallels = 0;
        for (int chord = 1; chord < positions.size(); chord++) {
            int[] from = positions.get(chord - 1).midiPitches();
            int[] to = positions.get(chord).midiPitches();
            for (int voice = 1; from[0] != to[0] && voice < from.length; voice++) {
                parallels += from[voice] % 12 == from[0] % 12 && to[voice] % 12 == to[0] % 12 ? 1 : 0;
            }
        }
        return parallels;
    }

    private static List<ChordSymbol> everyChord() {
        List<ChordSymbol> chords = new ArrayList<>();
        for (ChordKind kind : ChordKind.values()) {
            for (int root = 0; root < 12; root++) {
                for (int bass = 0; bass < 12; bass++) {
                    if ((kind.pitchClasses(root) >> bass & 1) != 0) {
                        chords.add(new ChordSymbol(root, kind, bass));
                    }
                }
            }
        }
        return chords;
    }
}
