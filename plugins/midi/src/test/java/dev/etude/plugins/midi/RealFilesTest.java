package dev.etude.plugins.midi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.music.PianoRoll;
import dev.etude.spi.Dataset;
import dev.etude.spi.Intake;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.Piece;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.StringJoiner;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real files, cell by cell against what {@code src/test/python/expected.py} reads with mido. */
class RealFilesTest {
    @ParameterizedTest
    @CsvSource({
        "chord-progressions, 1, 190, 3459, 14164, ede1e242e44525f07af326521a61e2e880612ed8c163d0ceb0b94784e4cd6d33",
        "chord-progressions, 24, 190, 3459, 339936, 0609b70e5e582edf794291c40356b277e7ced2a75014a933d1b82f70c6b7e146",
        "mozart-brahms, 4, 7, 18536, 38575, f8377ff41b5805188d2fdcd184bd91393b423073821422e460fbc9ccd3116bea",
        "mozart-brahms, 24, 7, 18536, 224848, 946f2409d4c048f5ab2d69c7e76a90cfb8c476cbb3ca3e1a4e93be7a39f60b8f",
    })
    void everyCellIsWhatMidoReads(
            String folder, int stepsPerQuarter, int files, int expectedNotes, int expectedCells, String hash)
            throws Exception {
        Dataset dataset = Settings.of(data(folder))
                .with("stepsPerQuarter", stepsPerQuarter)
                .with("onsets", true)
                .with("fillPickup", false)
                .read();
        PianoRollEncoding encoding = (PianoRollEncoding) dataset.encoding();
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        int cells = 0;
        for (Piece piece : dataset.pieces()) {
            PianoRoll roll = encoding.decode(piece.cells());
            StringJoiner line = new StringJoiner(" ", piece.name() + ": ", "\n");
            for (int step = 0; step < roll.steps(); step++) {
                for (int pitch = 0; pitch < PianoRoll.PITCHES; pitch++) {
                    if (roll.sounds(step, pitch)) {
                        line.add((roll.begins(step, pitch) ? "*" : "") + step + ":" + pitch);
                        cells++;
                    }
                }
            }
            digest.update(line.toString().getBytes(StandardCharsets.UTF_8));
        }
        int notes = dataset.intake().stream().mapToInt(Intake::notes).sum();
        assertEquals(files, dataset.pieces().size());
        assertEquals(expectedNotes, notes);
        assertEquals(expectedCells, cells);
        assertEquals(hash, HexFormat.of().formatHex(digest.digest()));
    }

    @Test
    void theChordProgressionsAreWholeBarsOfFourAt80() throws Exception {
        Dataset dataset = Settings.of(data("chord-progressions")).with("stepsPerQuarter", 1).read();
        assertEquals(new PianoRollEncoding(1, 4, 80, false), dataset.encoding());
        assertEquals(158, dataset.pieces().stream().filter(piece -> piece.cells().shape().steps() == 16).count());
        assertTrue(dataset.intake().stream().allMatch(file -> file.outcome() == Intake.Outcome.USED));
        assertEquals(4, dataset.intake().stream().filter(file -> file.why().startsWith("the same notes as ")).count());
    }

    @Test
    void brahmsHasAPickupAndChangesOfTempo() throws Exception {
        Path file = data("mozart-brahms").resolve("Brahms-Six_Pieces_op_118-2.mid");
        Intake intake = Settings.of(file).read().intake().get(0);
        assertEquals(Intake.Outcome.USED, intake.outcome());
        assertEquals(
                "87 notes without length left out; 31 tempo changes, median 75; silence before a pickup, quarters: 1",
                intake.why());
    }

    private static Path data(String folder) {
        String named = System.getenv("ETUDE_DATA");
        Path found = named == null ? null : Path.of(named, folder);
        for (Path up = Path.of("").toAbsolutePath(); found == null && up != null; up = up.getParent()) {
            Path here = up.resolve("shared/data").resolve(folder);
            found = Files.isDirectory(here) ? here : null;
        }
        Assumptions.assumeTrue(found != null && Files.isDirectory(found),
                "no data: set ETUDE_DATA to a folder that holds " + folder);
        return found;
    }
}
