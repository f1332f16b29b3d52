package dev.etude.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.spi.RunRecord;
import dev.etude.spi.RunRecord.State;
import dev.etude.spi.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run's folder, for the process that writes it and for all who read it. */
class RunFolderTest {
    @TempDir
    private Path runs;

    @Test
    void startsInTheSameSecondGetFoldersOfTheirOwn() throws IOException {
        Set<Path> made = new HashSet<>();
        for (int start = 0; start < 5; start++) {
            try (RunFolder folder = RunFolder.create(runs, "test", 7, Instant.EPOCH)) {
                made.add(folder.path());
            }
        }
        assertEquals(5, made.size());
        assertTrue(made.stream().allMatch(path -> path.getFileName().toString().contains("_seed-7")), made::toString);
    }

    @Test
    void aFolderIsHeldByOneAtATime() throws IOException {
        Path path;
        try (RunFolder folder = run("running")) {
            path = folder.path();
            UserError refusal = assertThrows(UserError.class, () -> RunFolder.open(path));
            assertEquals(path + ": another process is at work on this run; wait for its end", refusal.getMessage());
            assertTrue(RunFolder.isHeld(path));
        }
        assertFalse(RunFolder.isHeld(path));
        RunFolder.open(path).close();
    }

    @Test
    void askingWhetherARunIsUnderWayDoesNotLetGoOfIt() throws Exception {
        try (RunFolder folder = run("running")) {
            FolderRecord record = new FolderRecord(folder.path());
            for (int ask = 0; ask < 3; ask++) {
                assertEquals(State.RUNNING, record.status().state());
            }
            assertEquals("held", askAnotherProcess(folder.path()));
        }
    }

    @Test
    void aKilledRunIsAFailedOne() throws IOException {
        RunFolder folder = run("running");
        folder.close();

        RunRecord.Status status = new FolderRecord(folder.path()).status();

        assertEquals(State.FAILED, status.state());
        assertTrue(status.why().contains("./runner resume " + folder.path()), status.why());
        assertEquals(5, status.startMillis());
    }

    @Test
    void aDamagedStatusIsNamed() throws IOException {
        RunFolder folder = run("dancing");
        folder.close();
        FolderRecord record = new FolderRecord(folder.path());
        assertTrue(assertThrows(IOException.class, record::status).getMessage().contains("status.json: state: must be running"));
        Files.writeString(folder.path().resolve(RunFiles.STATUS), "{");
        assertTrue(assertThrows(IOException.class, record::status).getMessage().contains("status.json: is not JSON"));
        Files.delete(folder.path().resolve(RunFiles.STATUS));
        assertTrue(assertThrows(IOException.class, record::status).getMessage().endsWith("status.json: is missing"));
    }

    @Test
    void aFileThatCannotBeWrittenIsNamedAndTheOldOneStays() throws IOException {
        try (RunFolder folder = run("running")) {
            String before = Files.readString(folder.path().resolve(RunFiles.STATUS));

            IOException failure = assertThrows(IOException.class, () -> folder.write(RunFiles.STATUS, out -> {
                out.write(new byte[100]);
                throw new IOException("No space left on device");
            }));

            assertEquals(folder.path().resolve(RunFiles.STATUS) + ": cannot be written: no space left on device", failure.getMessage());
            assertEquals(before, Files.readString(folder.path().resolve(RunFiles.STATUS)));
            try (Stream<Path> files = Files.list(folder.path())) {
                assertFalse(files.anyMatch(file -> file.toString().endsWith(".part")));
            }
        }
    }

    @Test
    void everyRunOfEveryExperimentIsFound() throws IOException {
        run("finished").close();
        run("finished").close();
        Files.createDirectories(runs.resolve("test/no-run"));
        Files.writeString(runs.resolve("README.md"), "runs");

        assertEquals(2, FolderRecord.all(runs).size());
        assertEquals(1, FolderRecord.all(FolderRecord.all(runs).get(0).folder()).size());
        assertEquals(List.of(), FolderRecord.all(runs.resolve("nowhere")));
    }

    @Test
    void everyFileWorthShowingIsListedWithItsStep() throws IOException {
        try (RunFolder folder = run("running")) {
            folder.write("samples/step-00000020/sample-01.mid", "music");
            folder.write("samples/.step-00000040.part/sample-01.mid", "half");
            folder.write("checkpoints/step-00000020.zip", "not shown");
            folder.write(RunFiles.ENVIRONMENT, Json.file(Map.of("a", Map.of("b", 1))));

            FolderRecord record = new FolderRecord(folder.path());

            assertEquals(
                    List.of("config.yaml: ", "environment.json: ", "samples/step-00000020/sample-01.mid: 20"),
                    record.artifacts().stream()
                            .map(artifact -> artifact.path() + ": " + artifact.step().map(String::valueOf).orElse(""))
                            .toList());
            assertEquals(Map.of("a.b", "1"), record.environment());
        }
    }

    private RunFolder run(String state) throws IOException {
        RunFolder folder = RunFolder.create(runs, "test", 1, Instant.EPOCH);
        folder.write(RunFiles.CONFIG, "seed: 1\n");
        folder.write(RunFiles.STATUS, Json.file(Map.of("state", state, "why", "", "started", 5)));
        return folder;
    }

    private static String askAnotherProcess(Path run) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp", System.getProperty("java.class.path"), Asker.class.getName(), run.toString())
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes()).strip();
    }

    /** Says whether a run is held, from a process of its own. */
    static final class Asker {
        public static void main(String[] arguments) throws IOException {
            System.out.println(RunFolder.isHeld(Path.of(arguments[0])) ? "held" : "free");
        }
    }
}
