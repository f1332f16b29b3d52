package dev.etude.plugins.notelists;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.music.PianoRoll;
import dev.etude.spi.Dataset;
import dev.etude.spi.Intake;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.Piece;
import dev.etude.spi.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of note lists: what is read of them, and what is said of bad ones. */
class NoteListsTest {
    private static final int MIDDLE_C = 60 - PianoRoll.LOWEST_MIDI_PITCH;

    @TempDir
    private Path folder;

    @Test
    void framesAreStepsAndNeighbouringFramesHoldANote() throws Exception {
        Dataset dataset = source("{\"train\": [[[60], [60, 64], [], [60, -1]]]}", Split.TRAIN, 2, true).read();

        PianoRollEncoding encoding = (PianoRollEncoding) dataset.encoding();
        assertEquals(new PianoRollEncoding(2, 3, 100, true), encoding);
        PianoRoll roll = encoding.decode(dataset.pieces().get(0).cells());
        PianoRoll expected = new PianoRoll.Builder(4, 2)
                .note(MIDDLE_C, 0, 2)
                .note(MIDDLE_C + 4, 1, 2)
                .note(MIDDLE_C, 3, 4)
                .build();
        assertEquals(expected, roll);
        Intake intake = dataset.intake().get(0);
        assertEquals(new Intake("train/1", 3, 4 / 6.0, Intake.Outcome.USED, ""), intake);
    }

    @Test
    void aPartIsReadOrAllOfThemInTheFilesOrder() throws Exception {
        String file = "{\"test\": [[[60]]], \"train\": [[[62]], [[64]]]}";

        assertEquals(List.of("test/1"), names(source(file, Split.TEST, 1, false).read()));
        assertEquals(List.of("test/1", "train/1", "train/2"), names(source(file, Split.ALL, 1, false).read()));
        assertSaid("data.split", "no \"valid\", only train, test; set data.split", file, Split.VALID);
    }

    @Test
    void piecesThatCannotBeUsedAreSkippedAndSaid() throws Exception {
        String file = "{\"train\": [[[60]],\n [[60], [20, 64]],\n [], [[], []], [[60]]]}";

        Dataset dataset = source(file, Split.TRAIN, 1, false).read();

        assertEquals(List.of("train/1", "train/5"), names(dataset));
        assertEquals(
                List.of(
                        "",
                        "line 2, column 10, frame 2: the pitch 20 is outside the 88 keys, 21 to 108",
                        "has no notes",
                        "has no notes",
                        "the same notes as train/1"),
                dataset.intake().stream().map(Intake::why).toList());
        assertSaid("data.file", "(train/1: has no notes)", "{\"train\": [[]]}", Split.TRAIN);
        String long1 = "[60],".repeat(FramePiece.MOST_FRAMES);
        assertSaid("data.file", "longer than 100000 frames", "{\"train\": [[" + long1 + "[60]]]}", Split.TRAIN);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', delimiter = '|', value = {
        "[[[60]]]                        | :1:1: begins with a list where an object belongs; write {\"train\": [pieces]",
        "''                              | begins with nothing where an object belongs",
        "{\"train\": [[[60], [64]        | is no valid JSON: Unexpected end-of-input",
        "{\"train\": [[[60,, 64]]]}      | :1:17: is no valid JSON: Unexpected character",
        "{\"train\": [], \"train\": []}  | is no valid JSON: Duplicate",
        "{\"trian\": []}                 | :1:2: \"trian\" is no part of such a file; name its parts train, valid and test",
        "{\"train\": {}}                 | :1:11: train: an object where a list of pieces belongs",
        "{\"train\": [[60]]}             | train, piece 1, frame 1: a number where a list of MIDI pitches belongs",
        "{\"train\": [[[60], [\"C4\"]]]} | :1:20: train, piece 1, frame 2: a text where a MIDI pitch, a whole number belongs",
        "{\"train\": [[[60.5]]]}         | a number with a fraction where a MIDI pitch",
        "{\"train\": [[[99999999999]]]}  | train, piece 1, frame 1: a number that is too large; write MIDI pitches",
        "{\"train\": [[[null]]]}         | null where a MIDI pitch",
        "{\"train\": [[[60]]]} {}        | :1:21: goes on after its closing brace; take out what follows",
    })
    void aBadFileIsToldWithItsPlace(String file, String said) throws Exception {
        assertSaid("music.json", said, file, Split.TRAIN);
    }

    @Test
    void theJsbChoralesAreReadWhole() throws Exception {
        Path file = data().resolve("jsb-chorales/jsb-chorales.json");

        Dataset train = new NoteLists(file, Split.TRAIN, 1, 4, 90, false).read();
        Dataset all = new NoteLists(file, Split.ALL, 1, 4, 90, false).read();

        assertEquals(229, train.pieces().size());
        assertEquals(13807, train.pieces().stream().mapToInt(piece -> piece.cells().shape().steps()).sum());
        assertEquals(229 + 76 + 77, all.pieces().size());
        assertTrue(all.intake().stream().allMatch(piece -> piece.outcome() == Intake.Outcome.USED));
    }

    private void assertSaid(String place, String said, String file, Split split) throws IOException {
        NoteLists source = source(file, split, 1, false);
        String message = assertThrows(UserError.class, source::read).getMessage();
        assertTrue(message.contains(place) && message.contains(said), () -> said + " in: " + message);
        assertFalse(message.contains("\n"), message);
    }

    private NoteLists source(String text, Split split, int stepsPerQuarter, boolean onsets) throws IOException {
        Path file = Files.writeString(folder.resolve("music.json"), text);
        return new NoteLists(file, split, stepsPerQuarter, 3, 100, onsets);
    }

    private static List<String> names(Dataset dataset) {
        return dataset.pieces().stream().map(Piece::name).toList();
    }

    private static Path data() {
        String named = System.getenv("ETUDE_DATA");
        Path found = named == null ? null : Path.of(named);
        for (Path up = Path.of("").toAbsolutePath(); found == null && up != null; up = up.getParent()) {
            Path here = up.resolve("shared/data");
            found = Files.isDirectory(here) ? here : null;
        }
        Assumptions.assumeTrue(found != null && Files.isDirectory(found.resolve("jsb-chorales")),
                "no data: set ETUDE_DATA to a folder that holds jsb-chorales");
        return found;
    }
}
