package dev.etude.plugins.progressions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.music.ChordSymbol;
import dev.etude.music.PianoRoll;
import dev.etude.spi.Dataset;
import dev.etude.spi.DatasetSource;
import dev.etude.spi.Intake;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.Piece;
import dev.etude.spi.SequenceShape;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressionsTest {
    @Test
    void isFound() {
        assertTrue(ServiceLoader.load(DatasetSource.class).stream().anyMatch(found -> found.type() == Progressions.class));
    }

    @Test
    void playsTheRepertoireIfNoneIsNamed() {
        Dataset data = new Progressions().read();
        assertEquals(Repertoire.all().size(), data.pieces().size());
        assertEquals(new PianoRollEncoding(1, 4, 100, false), data.encoding());
        int steps = 0;
        for (Piece piece : data.pieces()) {
            PianoRoll roll = ((PianoRollEncoding) data.encoding()).decode(piece.cells());
            for (int step = 0; step < roll.steps(); step++, steps++) {
                assertTrue(ChordSymbol.at(roll, step).isPresent(), piece.name() + " at " + step);
            }
            assertEquals(4 * roll.steps(), piece.cells().onCells(), piece.name());
        }
        assertEquals(16 * 210 + 32 * 17, steps);
    }

    @Test
    void givesTheSamePiecesEveryTime() {
        assertEquals(new Progressions().read(), new Progressions().read());
    }

    @Test
    void playsAProgressionInEachKeyUnlessItNamesItsOwn() {
        Dataset data = source(List.of("I IV6", "A minor: i V7"), List.of("C", "Eb major"), 2, 3, 6).read();
        assertEquals(
                List.of("C major - I IV6", "Eb major - I IV6", "A minor - i V7"),
                data.pieces().stream().map(Piece::name).toList());
        Piece inEb = data.pieces().get(1);
        assertEquals(new SequenceShape(12, 88), inEb.cells().shape());
        PianoRoll roll = ((PianoRollEncoding) data.encoding()).decode(inEb.cells());
        assertEquals("Eb", ChordSymbol.at(roll, 5).orElseThrow().toString());
        assertEquals("Ab/C", ChordSymbol.at(roll, 6).orElseThrow().toString());
        assertEquals(new Intake("Eb major - I IV6", 8, 1, Intake.Outcome.USED, ""), data.intake().get(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "I X | C | 1 | 4 | 4 | progressions: \"I X\": chord 2, \"X\", is no Roman numeral; write I to VII or i to vii, with b or # "
                + "before it",
        "I | Q | 1 | 4 | 4 | keys: \"Q\" is no key; write one such as C major, Bb major or F# minor",
        "I | C | 0 | 4 | 4 | stepsPerQuarter: must be from 1 to 96, was 0",
        "I | C | 1 | 33 | 4 | beatsPerChord: must be from 1 to 32, was 33",
        "I | C | 1 | 4 | -1 | beatsPerBar: must be from 1 to 32, was -1",
    })
    void refusesSettingsThatCannotBePlayed(
            String progression, String key, int stepsPerQuarter, int beatsPerChord, int beatsPerBar, String message) {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> source(List.of(progression), List.of(key), stepsPerQuarter, beatsPerChord, beatsPerBar));
        assertEquals(message, refusal.getMessage());
    }

    @Test
    void refusesNoKeysVoicesAndTempoThatCannotBe() {
        assertEquals("keys: is empty; name a key such as C major", refusal(List.of(), 4, 100));
        assertEquals("voices: must be from 3 to 5, was 2", refusal(List.of("C"), 2, 100));
        assertEquals("tempo: must be from 10 to 400, was NaN", refusal(List.of("C"), 4, Double.NaN));
    }

    private static Progressions source(
            List<String> progressions, List<String> keys, int stepsPerQuarter, int beatsPerChord, int beatsPerBar) {
        return new Progressions(
                progressions, keys, stepsPerQuarter, beatsPerChord, beatsPerBar, Voicing.VOICE_LEADING, 4, 100);
    }

    private static String refusal(List<String> keys, int voices, double tempo) {
        return assertThrows(
                        IllegalArgumentException.class,
                        () -> new Progressions(List.of(), keys, 1, 4, 4, Voicing.BLOCK, voices, tempo))
                .getMessage();
    }
}
