package dev.etude.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Music of the user's own, as folders of MIDI and as lists of notes: what the run says of it, and that it runs. */
class OwnMusicTest {
    private static final int PIANO = 0;
    private static final int DRUMS = 9;

    @TempDir
    private Path folder;

    private EtudeHome home;
    private Path music;

    @BeforeEach
    void home() throws Exception {
        home = new EtudeHome(folder);
        music = Files.createDirectories(folder.resolve("music"));
    }

    @Test
    void oneBriefPieceIsPlayedInALoopAndSaidSo() throws Exception {
        Files.write(music.resolve("brief.mid"), midi(PIANO, 60, 60, 64, 67));

        EtudeHome.Result result = run("data.folder=music", "data.onsets=true", "window.steps=64").requireExit(0);

        assertSaid(result, "Data    1 piece, 1 used, from music\n");
        assertSaid(result, "1 window of 64 steps from 1 piece, 0 pieces held out; 1.0 piano keys on at a step");
        assertSaid(result, "shorter than a window, such as brief.mid of 16 steps: played again where it ends");
        assertTrue(Files.size(home.onlyRun("own-midi").resolve("report.html")) > 10_000);
    }

    @Test
    void drumsAloneAreRefusedUnlessTheyAreAskedFor() throws Exception {
        Files.write(music.resolve("beat.mid"), midi(DRUMS, 36, 38, 36, 38));

        run("data.folder=music").requireOneLine(2, "data.folder", "beat.mid: has no notes", "data.drums=true reads them");
        run("data.folder=music", "data.drums=true").requireExit(0);
    }

    @Test
    void listsOfNotesAreReadFromAJsonFile() throws Exception {
        String frames = "[60, 64, 67], [60, 65, 69], [59, 62, 67], [60, 64, 67], ".repeat(6) + "[]";
        Files.writeString(music.resolve("songs.json"), "{\"train\": [[" + frames + "],\n [[60, 64]]]}");
        String data = "data={plugin: note-lists, file: music/songs.json}";

        EtudeHome.Result result = run(data, "window.steps=16").requireExit(0);
        assertSaid(result, "Data    2 pieces, 2 used, from music/songs.json\n");
        run(data, "data.split=test").requireOneLine(2, "data.split", "no \"test\", only train");

        Files.writeString(music.resolve("songs.json"), "{\"train\": [[\n[60, 64], [\"C4\"]]]}");
        run(data).requireOneLine(2, "songs.json:2:12", "train, piece 1, frame 2: a text where a MIDI pitch");
    }

    @Test
    void aWindowThatTheCriticCannotSeeIsRefusedBeforeTheRun() throws Exception {
        Files.write(music.resolve("brief.mid"), midi(PIANO, 60, 62));

        run("data.folder=music", "window.steps=3").requireOneLine(2, "timeKernel is 4, but a row has only 3 steps");
    }

    private EtudeHome.Result run(String... settings) throws Exception {
        String[] all = new String[settings.length + 1];
        System.arraycopy(settings, 0, all, 0, settings.length);
        all[settings.length] = "renderers=[stream, piano-roll]";
        return home.run(EtudeHome.fewSteps("configs/own-midi.yaml", all));
    }

    private static void assertSaid(EtudeHome.Result result, String said) {
        assertEquals("", result.err());
        assertTrue(result.out().contains(said), () -> "\"" + said + "\" in: " + result.out());
    }

    /** A MIDI file of quarter notes, one after the other. */
    private static byte[] midi(int channel, int... pitches) {
        ByteArrayOutputStream track = new ByteArrayOutputStream();
        for (int pitch : pitches) {
            track.writeBytes(new byte[] {0, (byte) (0x90 + channel), (byte) pitch, 80});
            track.writeBytes(new byte[] {96, (byte) (0x80 + channel), (byte) pitch, 64});
        }
        track.writeBytes(new byte[] {0, (byte) 0xFF, 0x2F, 0});
        return ByteBuffer.allocate(22 + track.size())
                .put(new byte[] {'M', 'T', 'h', 'd', 0, 0, 0, 6, 0, 0, 0, 1, 0, 96, 'M', 'T', 'r', 'k'})
                .putInt(track.size())
                .put(track.toByteArray())
                .array();
    }
}
