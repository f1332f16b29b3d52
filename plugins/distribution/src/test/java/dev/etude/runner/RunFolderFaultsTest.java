package dev.etude.runner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Run folders as they come back from a crash, a careless hand, or another machine. */
class RunFolderFaultsTest {
    @TempDir
    private static Path folder;

    private static EtudeHome home;
    private static Path finished;
    private static int copies;

    /** A copy of a run, as if it had been killed after its last checkpoint. */
    private Path run;

    @BeforeAll
    static void aFinishedRun() throws Exception {
        home = new EtudeHome(folder);
        RunFiles.copy(folder.resolve("configs/midi"), folder.resolve("music"));
        home.run(EtudeHome.fewSteps("configs/quick.yaml", "renderers=[stream]", "data.folder=music")).requireExit(0);
        finished = home.onlyRun("quick");
    }

    @BeforeEach
    void aKilledRun() throws Exception {
        Files.createDirectories(folder.resolve("runs/copies"));
        run = RunFiles.copy(finished, folder.resolve("runs/copies/run-" + ++copies));
        RunFiles.unfinish(run);
    }

    @Test
    void whatIsNoRunFolderIsToldInOneLine() throws Exception {
        Path emptied = Files.createDirectories(folder.resolve("runs/emptied"));
        for (String command : List.of("resume", "sample", "reproduce")) {
            home.run(command, "runs/nowhere").requireOneLine(2, "runs/nowhere: no such run folder");
        }
        home.run("resume", emptied.toString()).requireOneLine(2, home.shown(emptied) + ": not a run folder, it has no config.yaml");
        for (String command : List.of("ui", "track")) {
            home.run(command, "runs/nowhere").requireOneLine(2, "runs/nowhere: no such folder");
        }
        assertFalse(Files.exists(folder.resolve(".etude")), "nothing was installed");
        home.run("track", emptied.toString()).requireOneLine(2, home.shown(emptied) + ": there is no run in it");

        Files.writeString(run.resolve("config.yaml"), "");
        home.run("resume", run.toString()).requireOneLine(2, home.shown(run.resolve("config.yaml")) + ": empty");
    }

    @Test
    void aFinishedRunIsLeftAloneAndAnUnfinishedOneIsNotReproduced() throws Exception {
        String said = home.run("resume", finished.toString()).requireExit(0).out();
        assertTrue(said.contains("has finished; ./runner reproduce"), said);

        home.run("reproduce", run.toString()).requireOneLine(2, "has not finished (running); ./runner resume");
    }

    @Test
    void damageFromACrashIsMendedByGoingOnFromTheCheckpointBefore() throws Exception {
        truncate(run.resolve("checkpoints/step-00000004.zip"));
        byte[] torn = new byte[64];
        torn[10] = '\n';
        Files.write(run.resolve("metrics.jsonl"), torn, StandardOpenOption.APPEND);

        String said = home.run("resume", run.toString()).requireExit(0).out();

        assertTrue(said.contains("step-00000004.zip: damaged ("), said);
        assertTrue(said.contains("the one before it is used"), said);
        assertTrue(said.contains("after step 2"), said);
        RunFiles.assertSame(finished, run);
    }

    @Test
    void withoutAWholeCheckpointItSaysWhatToDoAndThatWorks() throws Exception {
        truncate(run.resolve("checkpoints/step-00000004.zip"));
        Files.writeString(run.resolve("checkpoints/step-00000002.zip"), "no checkpoint");
        home.run("resume", run.toString())
                .requireOneLine(2, "step-00000002.zip: damaged", "delete the folder checkpoints, and ./runner resume");

        Files.delete(run.resolve("checkpoints/step-00000004.zip"));
        Files.delete(run.resolve("checkpoints/step-00000002.zip"));
        home.run("sample", run.toString()).requireOneLine(2, home.shown(run) + ": has no checkpoint yet");
        home.run("resume", run.toString()).requireExit(0);
        RunFiles.assertSame(finished, run);
    }

    @Test
    void aDamagedFileIsNamedAndNothingIsTouched() throws Exception {
        String journal = Files.readString(run.resolve("metrics.jsonl"));
        String status = Files.readString(run.resolve("status.json"));
        Files.writeString(run.resolve("metrics.jsonl"), "garbage\n" + journal);
        home.run("resume", run.toString()).requireOneLine(1, home.shown(run.resolve("metrics.jsonl")) + ":1: not a line of figures");
        assertEquals("garbage\n" + journal, Files.readString(run.resolve("metrics.jsonl")));
        Files.writeString(run.resolve("metrics.jsonl"), journal);

        for (String name : List.of("environment.json", "settings.json")) {
            byte[] whole = Files.readAllBytes(run.resolve(name));
            Files.write(run.resolve(name), new byte[] {'{', (byte) 0xff});
            home.run("resume", run.toString()).requireOneLine(2, home.shown(run.resolve(name)), "not JSON", "restore it");
            Files.write(run.resolve(name), whole);
        }

        Files.writeString(run.resolve("status.json"), "[]");
        home.run("resume", run.toString()).requireOneLine(2, home.shown(run.resolve("status.json")) + ": is not a JSON object; delete it");
        Files.writeString(run.resolve("status.json"), status);
        home.run("resume", run.toString()).requireExit(0);
        RunFiles.assertSame(finished, run);
    }

    @Test
    void aRunThatIsBeingWrittenIsLeftToItsWriter() throws Exception {
        try (FileChannel channel = FileChannel.open(run.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertTrue(lock.isValid());
            home.run("resume", run.toString()).requireOneLine(2, home.shown(run) + ": another process is at work on this run");
        }
    }

    @Test
    void aConfigThatWasEditedIsRefused() throws Exception {
        RunFiles.replace(run.resolve("config.yaml"), "channels: 32", "channels: 16");
        home.run("resume", run.toString())
                .requireOneLine(2, home.shown(run.resolve("config.yaml")) + ": critic.channels: was 32 when the run began, now is 16");
        RunFiles.replace(run.resolve("config.yaml"), "channels: 16", "channels: 32");
        RunFiles.replace(run.resolve("config.yaml"), "metrics:\n", "metrics:\n  - tonality\n");
        home.run("resume", run.toString()).requireOneLine(2, home.shown(run.resolve("config.yaml")) + ": metrics.");
        RunFiles.replace(run.resolve("config.yaml"), "  - tonality\n", "");
        String best = "best: { figure: density, highest: false }";
        RunFiles.replace(run.resolve("config.yaml"), "best: null", best);
        home.run("resume", run.toString()).requireOneLine(2, home.shown(run.resolve("config.yaml"))
                + ": samples.best: was not set when the run began, now is { figure: density, highest: false }");
        RunFiles.replace(run.resolve("config.yaml"), best, "best: null");
        RunFiles.replace(run.resolve("config.yaml"), "channels: 32", "channels: 16");
        RunFiles.replace(run.resolve("settings.json"), "\"critic.channels\" : \"32\"", "\"critic.channels\" : \"16\"");
        home.run("resume", run.toString())
                .requireOneLine(2, home.shown(run.resolve("config.yaml")) + ": does not fit " + home.shown(run.resolve("checkpoints")));
    }

    @Test
    void whatMayBeEditedIsObeyedAndSaid() throws Exception {
        RunFiles.replace(run.resolve("config.yaml"), "text: true", "text: false");
        String said = home.run("resume", run.toString()).requireExit(0).out();
        assertTrue(said.contains(home.shown(run.resolve("config.yaml"))
                + ": renderers.0.text: was true when the run began, now is false; that is obeyed"), said);
        assertFalse(Files.exists(run.resolve("samples/step-00000004/sample-01.txt")));
        assertTrue(Files.exists(run.resolve("samples/step-00000004/sample-01.mid")));
    }

    @Test
    void dataThatHaveChangedAreRefusedAndDataThatAreGoneAreMissed() throws Exception {
        Path music = folder.resolve("music");
        Path aside = folder.resolve("aside");
        Files.move(music, aside);
        try {
            for (String command : List.of("resume", "sample")) {
                home.run(command, run.toString())
                        .requireOneLine(2, home.shown(run) + "/config.yaml:", "data.folder: no such file or folder: music;");
            }
            // Whoever only follows the run needs none of it.
            RunFiles.replace(run.resolve("config.yaml"), "trackers: []", "trackers:\n  - { plugin: mlflow, address: \"http://127.0.0.1:1\" }");
            String said = home.run("track", run.toString()).requireExit(1).out();
            assertTrue(said.contains(run.getFileName() + ": ") && said.contains("mlflow: no server at http://127.0.0.1:1"), said);
            RunFiles.copy(aside, music);
            try (var files = Files.walk(music)) {
                Files.delete(files.filter(file -> file.toString().endsWith(".mid")).findFirst().orElseThrow());
            }
            home.run("resume", run.toString()).requireOneLine(2, home.shown(run) + ": its data have changed since it began");
        } finally {
            deleteAll(music);
            Files.move(aside, music);
        }
    }

    @Test
    void samplesAreDrawnWhereTheyHarmNothing() throws Exception {
        for (String wrong : List.of("count=0", "count=x", "seed=1.5", "sed=1", "count")) {
            home.run("sample", finished.toString(), wrong).requireOneLine(2, "command line: ");
        }
        home.run("sample", finished.toString(), "out=configs").requireOneLine(2, "out: ", "holds other files than samples");
        home.run("sample", finished.toString(), "out=runner").requireOneLine(2, "out: ", "is a file");
        assertTrue(Files.exists(folder.resolve("configs/quick.yaml")));

        home.run("sample", run.toString(), "count=2", "seed=9").requireExit(0);
        home.run("sample", run.toString(), "count=1", "seed=9", "out=more").requireExit(0);
        home.run("sample", run.toString(), "count=1", "seed=10", "out=other").requireExit(0);
        byte[] first = Files.readAllBytes(run.resolve("more/seed-9/sample-01.mid"));
        assertArrayEquals(first, Files.readAllBytes(folder.resolve("more/sample-01.mid")));
        assertTrue(Files.exists(run.resolve("more/seed-9/sample-02.mid")));
        assertFalse(java.util.Arrays.equals(first, Files.readAllBytes(folder.resolve("other/sample-01.mid"))));
    }

    private static void truncate(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    }

    private static void deleteAll(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
