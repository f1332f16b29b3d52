package dev.etude.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that cannot go on: a full disk, a folder that cannot be written, divergence, too little memory, a missing program. */
class FailedRunTest {
    @TempDir
    private Path folder;

    private EtudeHome home;

    @BeforeEach
    void home() throws Exception {
        home = new EtudeHome(folder);
    }

    @Test
    void aFullDiskIsToldAndTheRunGoesOnOnceThereIsRoom() throws Exception {
        Path disk = Files.createDirectories(folder.resolve("disk"));
        mount(disk, "size=300k");
        try {
            EtudeHome.Result full =
                    home.run(EtudeHome.fewSteps("configs/quick.yaml", "renderers=[stream]", "runs=disk"));
            full.requireOneLine(1, "failed: disk/", "no space left on device", "./runner resume disk/quick/");
            Path run = onlyFolder(disk.resolve("quick"));
            String status = Files.readString(run.resolve("status.json"));
            assertTrue(status.contains("\"failed\"") && status.contains("o space left on device"), status);

            command("mount", "-o", "remount,size=200m", disk.toString());
            home.run("resume", run.toString()).requireExit(0);
            home.run(EtudeHome.fewSteps("configs/quick.yaml", "renderers=[stream]")).requireExit(0);
            RunFiles.assertSame(home.onlyRun("quick"), run);
        } finally {
            command("umount", disk.toString());
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsToldBeforeAnythingIsDone() throws Exception {
        Files.writeString(folder.resolve("note.txt"), "a file");
        home.run("configs/quick.yaml", "runs=note.txt")
                .requireOneLine(2, "note.txt/quick: no run folder can be made there", "set runs=");

        Path disk = Files.createDirectories(folder.resolve("disk"));
        mount(disk, "size=20m");
        try {
            home.run(EtudeHome.fewSteps("configs/random.yaml", "renderers=[stream]", "runs=disk")).requireExit(0);
            Path run = onlyFolder(disk.resolve("random"));
            RunFiles.unfinish(run);
            command("mount", "-o", "remount,ro", disk.toString());
            home.run("configs/quick.yaml", "runs=disk").requireOneLine(2, "disk/quick: ", "read-only file system");
            home.run("resume", run.toString()).requireOneLine(2, home.shown(run) + ": cannot be written: read-only file system");
            home.run("sample", run.toString(), "out=" + disk.resolve("more")).requireOneLine(1, "disk/", "read-only");
        } finally {
            command("umount", disk.toString());
        }
    }

    @Test
    void divergenceEndsTheRunAndLeavesItsLastCheckpointWhole() throws Exception {
        EtudeHome.Result result = home.run(
                "configs/quick.yaml", "training.steps=40", "trackers=[]", "renderers=[stream]", "samples.checkpointEvery=1",
                "training.gradientPenalty.weight=0", "training.criticOptimizer.method=sgd", "training.criticOptimizer.rate=1e9");

        result.requireOneLine(1, "training diverged ", "lower the learning rates");
        Path run = home.onlyRun("quick");
        String status = Files.readString(run.resolve("status.json"));
        assertTrue(status.contains("\"failed\"") && status.contains("training diverged"), status);
        home.run("resume", run.toString()).requireOneLine(1, "training diverged ");
    }

    @Test
    void sizesThatNoMachineHoldsAreToldInOneLine() throws Exception {
        for (String mistake : List.of("training.batch=100000000", "window.steps=100000000")) {
            home.run("configs/quick.yaml", "trackers=[]", mistake)
                    .requireOneLine(2, mistake.replace("=", ": "), "set it to at most ");
        }
        home.run("configs/quick.yaml", "trackers=[]", "training.batch=200000")
                .requireOneLine(1, "out of memory; lower training.batch", "ETUDE_JAVA_OPTIONS");
        assertEquals(List.of(), home.runs("quick"), "run folders");
    }

    @Test
    void aMissingProgramOrSoundFontIsToldBeforeTheTrainingIsOver() throws Exception {
        Path noSoundFont = Files.writeString(folder.resolve("hostname"), "not a sound font\n");
        home.run(EtudeHome.fewSteps(
                        "configs/quick.yaml", "renderers=[stream, { plugin: timidity, soundfont: " + noSoundFont + " }]"))
                .requireOneLine(2, "soundfont", "hostname");

        // So many steps that only the trial of the renderers can end it within the test's patience.
        home.run("configs/quick.yaml", "trackers=[]", "training.steps=1000000", "samples.renderEvery=1000000",
                        "renderers=[stream, { plugin: timidity, program: /nowhere/timidity }]")
                .requireOneLine(2, "timidity: ", "/nowhere/timidity", "otherwise: java-synth");

        EtudeHome.Result standIn = home.run(EtudeHome.fewSteps("configs/random.yaml",
                        "renderers=[stream, { plugin: timidity, program: /nowhere/timidity, otherwise: java-synth }]"))
                .requireExit(0);
        assertEquals(1, standIn.out().lines().filter(line -> line.contains("java-synth renders instead")).count(), standIn::out);
    }

    @Test
    void aTrackerThatIsNotThereHarmsNothing() throws Exception {
        String[] arguments = EtudeHome.fewSteps("configs/random.yaml", "renderers=[stream]");
        arguments[Stream.of(arguments).toList().indexOf("trackers=[]")] = "trackers=[{ plugin: mlflow, address: 'http://127.0.0.1:1' }]";
        EtudeHome.Result result = home.run(arguments).requireExit(0);
        assertEquals(1, result.out().lines().filter(line -> line.contains("no server at http://127.0.0.1:1")).count(), result::out);
        assertEquals("", result.err());
        assertTrue(result.out().contains("./runner track "), result::out);

        home.run("check", "configs/quick.yaml", "trackers=[{ plugin: mlflow, address: nonsense }]")
                .requireOneLine(2, "trackers.0.address", "must be the address of a server");
        EtudeHome.Result environment = home.run(
                        Map.of("MLFLOW_TRACKING_URI", "nonsense"),
                        Stream.of(arguments).map(argument -> argument.startsWith("trackers=") ? "trackers=[mlflow]" : argument)
                                .toArray(String[]::new))
                .requireExit(0);
        assertTrue(environment.out().contains("MLFLOW_TRACKING_URI"), environment::out);
    }

    /** Only root may mount; a CI that is root must be able to. */
    private static void mount(Path disk, String options) throws Exception {
        boolean mounted = "root".equals(System.getProperty("user.name"))
                && new ProcessBuilder("mount", "-t", "tmpfs", "-o", options, "etude-test", disk.toString()).start().waitFor() == 0;
        Assumptions.assumeTrue(mounted, "a small file system cannot be mounted here, so a full disk is not tried");
    }

    private static void command(String... words) throws Exception {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), () -> String.join(" ", words) + ": " + said);
    }

    private static Path onlyFolder(Path parent) throws IOException {
        try (Stream<Path> folders = Files.list(parent)) {
            List<Path> all = folders.toList();
            assertEquals(1, all.size(), all::toString);
            return all.get(0);
        }
    }
}
