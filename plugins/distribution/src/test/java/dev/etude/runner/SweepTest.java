package dev.etude.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps as a user runs them: killed, interrupted, with a run that fails, and gone on with. */
class SweepTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final List<String> SMALL = List.of(
            "configs/quick.yaml",
            "samples.count=1",
            "samples.measured=20",
            "samples.logEvery=1",
            "samples.checkpointEvery=2",
            "renderers=[stream]",
            "trackers=[]");

    @TempDir
    private Path folder;

    @Test
    void aKilledSweepIsGoneOnWithAndAFailedRunIsARowWithItsReason() throws Exception {
        EtudeHome home = new EtudeHome(folder);
        Process sweep =
                start(home, "training.steps=2", "training.criticOptimizer.rate=0.001,1e300", "seed=1,2", "parallel=1");
        await("the first run has finished", sweep, () -> states(home).contains("finished"));
        List<ProcessHandle> children = sweep.descendants().toList();

        sweep.destroyForcibly().waitFor();
        for (ProcessHandle child : children) {
            await("no run outlives its sweep", null, () -> !child.isAlive());
        }

        Path first = sweepFolder(home).resolve(table(home).get(0).get("run")).normalize();
        FileTime finished = Files.getLastModifiedTime(first.resolve("status.json"));
        EtudeHome.Result rest = home.run("sweep", "--resume", sweepFolder(home).toString()).requireExit(1);

        List<Map<String, String>> rows = table(home);
        assertEquals(List.of("finished", "finished", "failed", "failed"), states(home), rest.out() + rest.err());
        assertEquals(finished, Files.getLastModifiedTime(first.resolve("status.json")), "what has finished stays");
        assertEquals(4, home.runs("quick").size() - 1, "no run was begun twice");
        for (Map<String, String> failed : rows.subList(2, 4)) {
            assertEquals("1e300", failed.get("training.criticOptimizer.rate"));
            assertTrue(failed.get("reason").contains("finite"), failed.get("reason"));
            assertEquals("", failed.get("chord-rate"));
            assertTrue(rest.out().contains(failed.get("reason")), rest.out());
        }
        String environment = Files.readString(first.resolve("environment.json"));
        assertTrue(environment.contains(sweepFolder(home).getFileName().toString()), environment);
        assertTrue(environment.contains("./runner configs/quick.yaml") && environment.contains("seed=1"), environment);

        EtudeHome.Result compared = home.run("compare", sweepFolder(home).toString(), "chord-rate").requireExit(0);

        assertTrue(Files.readString(sweepFolder(home).resolve("compare.csv")).contains("\r\nchord-rate,all runs,2,"));
        assertTrue(compared.out().contains("Not counted:"), compared.out());
        assertTrue(Files.size(sweepFolder(home).resolve("compare.html")) > 2_000);
    }

    @Test
    void anInterruptedSweepLetsItsRunsWriteCheckpointsAndSaysHowToGoOn() throws Exception {
        EtudeHome home = new EtudeHome(folder);
        Process sweep = start(
                home,
                "training.steps=100000",
                "samples.checkpointEvery=100000",
                "samples.measureEvery=100000",
                "seed=1,2",
                "parallel=1");
        await("the first run takes steps", sweep, () -> Files.size(onlyRun(home).resolve("metrics.jsonl")) > 0);

        sweep.destroy();
        assertTrue(sweep.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));

        assertEquals(List.of("interrupted", "waiting"), states(home));
        assertTrue(table(home).get(0).get("reason").matches("interrupted after step \\d+"), table(home).toString());
        try (Stream<Path> checkpoints = Files.list(onlyRun(home).resolve("checkpoints"))) {
            assertEquals(1, checkpoints.count());
        }
        String said = Files.readString(folder.resolve("sweep.out"));
        assertTrue(said.contains("./runner sweep --resume runs/quick/sweep-"), said);
    }

    @Test
    void everyFaultOfEveryRunIsToldBeforeTheFirstBegins() throws Exception {
        EtudeHome home = new EtudeHome(folder);

        EtudeHome.Result result =
                home.run("sweep", "configs/quick.yaml", "critic=fc,conw", "seed=1..3", "training.steps=0,2");

        result.requireExit(2);
        assertEquals(2, result.err().strip().lines().count(), result.err());
        assertTrue(result.err().contains("did you mean \"conv\"?"), result.err());
        assertTrue(result.err().contains("steps: must be at least 1, was 0"), result.err());
        assertTrue(Files.notExists(folder.resolve("runs")), "nothing was begun");
    }

    private Process start(EtudeHome home, String... settings) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("sweep"));
        arguments.addAll(SMALL);
        for (String setting : settings) {
            arguments.removeIf(other -> other.startsWith(setting.substring(0, setting.indexOf('=') + 1)));
            arguments.add(setting);
        }
        return home.start(
                Map.of(), folder.resolve("sweep.out"), folder.resolve("sweep.err"), arguments.toArray(String[]::new));
    }

    /** Waits for something to happen; {@code process}, if there is one, must not end meanwhile. */
    private void await(String what, Process process, Callable<Boolean> condition) throws Exception {
        Instant giveUp = Instant.now().plus(PATIENCE);
        while (!holds(condition)) {
            boolean over = Instant.now().isAfter(giveUp) || process != null && !process.isAlive();
            assertTrue(!over || holds(condition), () -> "not so: " + what + "\n" + said());
            Thread.sleep(50);
        }
    }

    /** A file that is not there yet is a condition that does not hold yet. */
    private static boolean holds(Callable<Boolean> condition) throws Exception {
        try {
            return condition.call();
        } catch (IOException | AssertionError notYet) {
            return false;
        }
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("sweep.out")) + Files.readString(folder.resolve("sweep.err"));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    private static Path sweepFolder(EtudeHome home) throws IOException {
        List<Path> sweeps = home.runs("quick").stream()
                .filter(path -> path.getFileName().toString().startsWith("sweep-"))
                .toList();
        assertEquals(1, sweeps.size());
        return sweeps.get(0);
    }

    private static Path onlyRun(EtudeHome home) throws IOException {
        List<Path> runs = home.runs("quick").stream()
                .filter(path -> !path.getFileName().toString().startsWith("sweep-"))
                .toList();
        assertEquals(1, runs.size());
        return runs.get(0);
    }

    private static List<String> states(EtudeHome home) throws IOException {
        return table(home).stream().map(row -> row.get("state")).toList();
    }

    /** The sweep's table, by column; no cell of it holds a comma. */
    private static List<Map<String, String>> table(EtudeHome home) throws IOException {
        List<String> lines = Files.readAllLines(sweepFolder(home).resolve("sweep.csv"));
        String[] head = lines.get(0).split(",", -1);
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int column = 0; column < head.length; column++) {
                row.put(head[column], cells[column]);
            }
            rows.add(row);
        }
        return rows;
    }
}
