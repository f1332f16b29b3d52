package dev.etude.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stops a run, and however often, resume ends where the run would have ended undisturbed, byte for byte. */
class StoppedRunTest {
    private static final String[] RUN = {
        "configs/quick.yaml",
        "training.steps=60",
        "samples.count=2",
        "samples.measured=60",
        "samples.measureEvery=20",
        "samples.renderEvery=15",
        "samples.logEvery=5",
        "samples.checkpointEvery=10",
        "samples.best.figure=chord-rate",
        "renderers=[stream, piano-roll]",
        "trackers=[]"
    };

    @TempDir
    private static Path folder;

    private static Path undisturbed;

    private EtudeHome home;

    /** Two starts at once: neither is in the other's way, and equal seeds give equal runs, on however many threads. */
    @BeforeAll
    static void startTwiceAtOnce() throws Exception {
        EtudeHome home = new EtudeHome(Files.createTempDirectory(folder, "home"));
        Process first = start(home, Map.of("OMP_NUM_THREADS", "2"), RUN);
        Process second = start(home, Map.of("OMP_NUM_THREADS", "1"), RUN);
        assertEquals(0, end(first));
        assertEquals(0, end(second));
        List<Path> runs = home.runs("quick");
        assertEquals(2, runs.size(), () -> "run folders: " + runs);
        RunFiles.assertSame(runs.get(0), runs.get(1));
        undisturbed = runs.get(0);
    }

    @BeforeEach
    void home() throws Exception {
        home = new EtudeHome(Files.createTempDirectory(folder, "home"));
    }

    @Test
    void killedAtAnyMomentItGoesOnAsIfNothingHadHappened() throws Exception {
        Random random = new Random(7);
        Process process = start(home, RUN);
        Path run = awaitRun(home);
        // Each is a moment in which something else is being written; the kill comes a little later.
        List<String> moments = List.of(
                "config.yaml", "checkpoints/step-00000010.zip", "samples/step-00000015", "checkpoints/step-00000040.zip", "summary.json");
        for (String moment : moments) {
            await(run.resolve(moment), process);
            process.waitFor(random.nextInt(150), TimeUnit.MILLISECONDS);
            process.destroyForcibly();
            end(process);
            process = start(home, "resume", run.toString());
        }
        assertEquals(0, end(process));

        RunFiles.assertSame(undisturbed, run);
        assertTrue(Files.readString(run.resolve("status.json")).contains("\"finished\""));
    }

    @Test
    void interruptedItWritesACheckpointAndSaysHowToGoOn() throws Exception {
        Path out = home.folder().resolve("interrupted.txt");
        Process process = home.start(Map.of(), out, home.folder().resolve("interrupted-err.txt"), RUN);
        Path run = awaitRun(home);
        await(run.resolve("checkpoints/step-00000020.zip"), process);
        interrupt(process);

        assertNotEquals(0, end(process));
        String said = Files.readString(out);
        assertTrue(said.matches("(?s).*interrupted after step \\d+; ./runner resume \\S+ goes on\\n.*"), said);
        assertEquals("", Files.readString(home.folder().resolve("interrupted-err.txt")));
        assertTrue(Files.readString(run.resolve("status.json")).contains("interrupted after step"));
        home.run("resume", run.toString()).requireExit(0);
        RunFiles.assertSame(undisturbed, run);
    }

    @Test
    void reproduceComparesEveryFigureAndEverySample() throws Exception {
        home.run(EtudeHome.fewSteps("configs/quick.yaml", "renderers=[stream]")).requireExit(0);
        Path run = home.onlyRun("quick");

        String same = home.run("reproduce", run.toString()).requireExit(0).out();
        assertTrue(same.contains("Reproduced: every figure and every sample file of"), same);

        Files.writeString(run.resolve("samples/step-00000004/sample-01.txt"), "another tune");
        RunFiles.replace(run.resolve("metrics.jsonl"), "\"eval/chord-rate\":", "\"eval/chord-rate\":1");
        String other = home.run("reproduce", run.toString()).requireExit(1).out();
        assertTrue(other.contains("step 2: eval/chord-rate: "), other);
        assertTrue(other.contains("samples/step-00000004/sample-01.txt: differs"), other);
        assertTrue(other.contains("Not reproduced"), other);
    }

    private static Process start(EtudeHome home, String... arguments) throws IOException {
        return start(home, Map.of(), arguments);
    }

    private static Process start(EtudeHome home, Map<String, String> environment, String... arguments) throws IOException {
        Path out = Files.createTempFile(home.folder(), "out", ".txt");
        return home.start(environment, out, out, arguments);
    }

    private static int end(Process process) throws InterruptedException {
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), "ends");
        return process.exitValue();
    }

    private static Path awaitRun(EtudeHome home) throws Exception {
        for (int wait = 0; wait < 3000 && home.runs("quick").isEmpty(); wait++) {
            Thread.sleep(20);
        }
        return home.onlyRun("quick");
    }

    /** Waits until a file is there, or the process has ended. */
    private static void await(Path file, Process process) throws InterruptedException {
        while (process.isAlive() && !Files.exists(file)) {
            Thread.sleep(2);
        }
    }

    /** As Ctrl-C does; where this process was told to ignore that, so was its child, and the polite signal takes its place. */
    private static void interrupt(Process process) throws Exception {
        Path state = Path.of("/proc/" + process.pid() + "/status");
        boolean ignored = Files.exists(state)
                && Files.readAllLines(state).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
        List<String> command = new ArrayList<>(List.of("kill", ignored ? "-TERM" : "-INT", String.valueOf(process.pid())));
        assertEquals(0, new ProcessBuilder(command).start().waitFor());
    }
}
