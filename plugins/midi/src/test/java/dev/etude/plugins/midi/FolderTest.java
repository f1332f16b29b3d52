package dev.etude.plugins.midi;

import static dev.etude.plugins.midi.TinyMidi.QUARTER;
import static dev.etude.plugins.midi.TinyMidi.file;
import static dev.etude.plugins.midi.TinyMidi.join;
import static dev.etude.plugins.midi.TinyMidi.off;
import static dev.etude.plugins.midi.TinyMidi.on;
import static dev.etude.plugins.midi.TinyMidi.oneNote;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.etude.spi.Dataset;
import dev.etude.spi.Intake;
import dev.etude.spi.Piece;
import dev.etude.spi.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which files are found, in which order, and what is said if none is. */
@Timeout(120)
class FolderTest {
    @TempDir
    private Path temporary;

    private Path folder;

    @BeforeEach
    void folder() throws IOException {
        folder = Files.createDirectory(temporary.resolve("music"));
    }

    @Test
    void filesAreFoundInAnyCaseAndDepthInTheOrderOfTheirNames() throws Exception {
        for (String name : List.of(
                "b.MID", "a.midi", "sub/deep/c.Mid", "sub/B.mid", "Z.mid", "sub.mid/x.mid", "_.mid")) {
            put(name, name.length());
        }
        Files.writeString(folder.resolve("read me.txt"), "nothing to hear");
        Files.writeString(folder.resolve("mid"), "nothing to hear");
        assertEquals(
                List.of("Z.mid", "_.mid", "a.midi", "b.MID", "sub.mid/x.mid", "sub/B.mid", "sub/deep/c.Mid"),
                names(Settings.of(folder).read()));
    }

    @Test
    void readingTwiceGivesTheSame() throws Exception {
        for (int number = 0; number < 200; number++) {
            put(number % 7 + "/" + number + ".mid", number % 50);
        }
        assertEquals(Settings.of(folder).read(), Settings.of(folder).read());
    }

    @Test
    void oneFileIsReadWhateverItsName() throws Exception {
        Path file = Files.write(folder.resolve("melody"), oneNote());
        assertEquals(List.of("melody"), names(Settings.of(file).read()));
    }

    @Test
    void linksAreFollowedAndCirclesEnd() throws Exception {
        put("sub/a.mid", 1);
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        Files.write(elsewhere.resolve("b.mid"), oneNote());
        link("other", elsewhere);
        link("sub/up", folder);
        link("sub/here", folder.resolve("sub"));
        link("twin-of-other", elsewhere);
        link("self", folder.resolve("self"));
        assertEquals(List.of("other/b.mid", "sub/a.mid"), names(Settings.of(folder).read()));
    }

    @Test
    void linkedFoldersThatForkAtEachLevelAreEnteredOnce() throws Exception {
        Path level = folder;
        for (int depth = 0; depth < 40; depth++) {
            Path next = Files.createDirectory(temporary.resolve("level" + depth));
            Files.createSymbolicLink(level.resolve("left"), next);
            Files.createSymbolicLink(level.resolve("right"), next);
            level = next;
        }
        Files.write(level.resolve("a.mid"), oneNote());
        assertEquals(1, Settings.of(folder).read().pieces().size());
    }

    @Test
    void linksToNowhereAndPipesAreSkipped() throws Exception {
        put("good.mid", 1);
        link("lost.mid", folder.resolve("nowhere"));
        int made = new ProcessBuilder("mkfifo", folder.resolve("pipe.mid").toString()).start().waitFor();
        Assumptions.assumeTrue(made == 0, "this machine makes no pipes");
        List<Intake> intake = Settings.of(folder).read().intake();
        assertEquals(
                List.of("", "a link that leads nowhere", "not a regular file"),
                intake.stream().map(Intake::why).toList());
    }

    @Test
    void piecesThatAreThereTwiceAreNoted() throws Exception {
        put("a.mid", 3);
        put("b.mid", 4);
        put("c.mid", 3);
        List<Intake> intake = Settings.of(folder).read().intake();
        assertEquals(List.of("", "", "the same notes as a.mid"), intake.stream().map(Intake::why).toList());
    }

    @Test
    void aNameOfTwoLinesIsShownOnOne() throws Exception {
        put("first\nsecond.mid", 1);
        assertEquals("first?second.mid", Settings.of(folder).read().intake().get(0).file());
    }

    @Test
    void aMissingFolderIsTheUsersToMend() {
        UserError unset = assertThrows(UserError.class, () -> new MidiSource().read());
        assertEquals("data.folder: is not set; name a folder of MIDI files: data.folder=<your folder>",
                unset.getMessage());

        Path nowhere = folder.resolve("nowhere");
        UserError missing = assertThrows(UserError.class, () -> Settings.of(nowhere).read());
        assertEquals("data.folder: no such folder: " + nowhere + "; create it, or set data.folder=<your folder>",
                missing.getMessage());
    }

    @Test
    void aFolderWithoutMidiSaysHowManyFilesWereSeen() throws Exception {
        UserError empty = assertThrows(UserError.class, () -> Settings.of(folder).read());
        assertEquals("data.folder: no .mid or .midi file among the 0 files of " + folder
                + "; set data.folder=<your folder>", empty.getMessage());

        Files.writeString(folder.resolve("song.mp3"), "");
        UserError other = assertThrows(UserError.class, () -> Settings.of(folder).read());
        assertEquals("data.folder: no .mid or .midi file among the 1 file of " + folder
                + "; set data.folder=<your folder>", other.getMessage());
        Files.writeString(folder.resolve("read me.txt"), "");
        UserError others = assertThrows(UserError.class, () -> Settings.of(folder).read());
        assertEquals("data.folder: no .mid or .midi file among the 2 files of " + folder
                + "; set data.folder=<your folder>", others.getMessage());
    }

    @Test
    void aFolderOfBadFilesTellsTheFirstReasons() throws Exception {
        for (String name : List.of("a.mid", "b.mid", "c.mid", "d.mid", "e.mid")) {
            Files.writeString(folder.resolve(name), name.equals("b.mid") ? "" : "text");
        }
        UserError error = assertThrows(UserError.class, () -> Settings.of(folder).read());
        String text = "not a MIDI file: does not begin with MThd";
        assertEquals("data.folder: none of the 5 MIDI files of " + folder + " can be used (a.mid: " + text
                + "; b.mid: empty; c.mid: " + text + "; and 2 more); set data.folder=<your folder>",
                error.getMessage());
    }

    private void put(String name, int pitch) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, file(join(on(0, 30 + pitch), off(QUARTER, 30 + pitch))));
    }

    private void link(String name, Path target) throws IOException {
        Files.createSymbolicLink(folder.resolve(name), target);
    }

    private static List<String> names(Dataset dataset) {
        return dataset.pieces().stream().map(Piece::name).toList();
    }
}
