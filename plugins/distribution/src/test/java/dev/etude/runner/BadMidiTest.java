package dev.etude.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of MIDI files as users have them: empty, wrong, damaged, or all of it among good ones. */
class BadMidiTest {
    @TempDir
    private Path folder;

    private EtudeHome home;
    private Path midi;

    @BeforeEach
    void home() throws Exception {
        home = new EtudeHome(folder);
        midi = Files.createDirectories(folder.resolve("music"));
    }

    @Test
    void aFolderWithoutMusicIsToldInOneLine() throws Exception {
        home.run("configs/quick.yaml", "data.folder=music").requireOneLine(2, "data.folder", "no .mid or .midi file", " of music;");

        Files.writeString(midi.resolve("shopping.txt"), "milk");
        home.run("configs/quick.yaml", "data.folder=music/shopping.txt").requireOneLine(2, "data.folder", "shopping.txt");

        breakFiles();
        home.run("configs/quick.yaml", "data.folder=music")
                .requireOneLine(2, "data.folder", "none of the 5 MIDI files", "empty.mid: ", "and 2 more", "set data.folder=");
        home.run("configs/quick.yaml", "data.folder=nowhere").requireOneLine(2, "data.folder", "no such file or folder");
    }

    @Test
    void badFilesAmongGoodOnesAreSkippedAndKeptInTheIntakeReport() throws Exception {
        breakFiles();
        Path good = EtudeHome.project().resolve("configs/midi/rock");
        try (var files = Files.list(good)) {
            for (Path file : files.limit(6).toList()) {
                Files.copy(file, midi.resolve(file.getFileName()));
            }
        }

        EtudeHome.Result result = home.run(EtudeHome.fewSteps("configs/quick.yaml", "data.folder=music", "renderers=[stream]"))
                .requireExit(0);

        assertEquals("", result.err());
        assertTrue(result.out().contains("Data    6 pieces, 6 used, 5 skipped"), result::out);
        assertTrue(result.out().contains("skipped empty.mid: "), result::out);
        String intake = Files.readString(home.onlyRun("quick").resolve("intake.json"));
        for (String file : new String[] {"empty.mid", "header.mid", "noise.mid", "text.midi", "truncated.mid"}) {
            assertTrue(intake.contains(file), intake);
        }
        assertEquals(11, intake.split("\"file\"").length - 1, intake);
    }

    private void breakFiles() throws Exception {
        Files.createFile(midi.resolve("empty.mid"));
        Files.writeString(midi.resolve("text.midi"), "dear diary");
        byte[] noise = new byte[2000];
        new java.util.Random(1).nextBytes(noise);
        Files.write(midi.resolve("noise.mid"), noise);
        byte[] header = {'M', 'T', 'h', 'd', 0, 0, 0, 6, 0, 1, 0, 1, 0, 96};
        Files.write(midi.resolve("header.mid"), header);
        byte[] truncated = java.util.Arrays.copyOf(header, 26);
        System.arraycopy(new byte[] {'M', 'T', 'r', 'k', 0, 0, 1, 0, 0, (byte) 0x90, 60, 64}, 0, truncated, 14, 12);
        Files.write(midi.resolve("truncated.mid"), truncated);
    }
}
