package dev.etude.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user can mistype, in a config and on the command line: exit 2, every fault at once, a line each, nothing run. */
class CommandLineFaultsTest {
    @TempDir
    private Path folder;

    private EtudeHome home;

    @BeforeEach
    void home() throws Exception {
        home = new EtudeHome(folder);
    }

    @Test
    void everyFaultOfAConfigIsToldAtOnceByCheckAndByRun() throws Exception {
        home.config("bad.yaml", """
                extends: quick.yaml
                experiment: "a b"
                seed: x
                seeed: 3
                data: { plugin: midi, folder: nowhere }
                window: { steps: 0, steps: 4 }
                critic: { plugin: convv }
                generator: { plugin: fc, hidden: -1, noise: "12" }
                training: [1]
                metrics: chords
                """);
        List<String> faults = List.of(
                "configs/bad.yaml:3:7: seed: expected a whole number, found \"x\"",
                "configs/bad.yaml:4:1: seeed: unknown setting; did you mean \"seed\"?",
                "configs/bad.yaml:5:31: data.folder: no such file or folder: configs/nowhere;",
                "configs/bad.yaml:6:18: window.steps: must be at least 1, was 0",
                "configs/bad.yaml:6:21: window.steps: said twice",
                "configs/bad.yaml:7:19: critic: unknown critic \"convv\"; did you mean \"conv\"?",
                "configs/bad.yaml:8:34: generator.hidden: must be at least 1, was -1",
                "configs/bad.yaml:8:45: generator.noise: expected a whole number, found \"12\"; take the quotes away",
                "configs/bad.yaml:9:11: training: expected a mapping",
                "configs/bad.yaml:10:10: metrics: expected a list, found \"chords\"; write [chords]");

        EtudeHome.Result checked = home.run("check", "configs/bad.yaml").requireExit(2);
        EtudeHome.Result run = home.run("configs/bad.yaml").requireExit(2);

        assertEquals(checked.err(), run.err());
        List<String> lines = checked.err().lines().toList();
        assertEquals(faults.size(), lines.size(), checked::err);
        for (int fault = 0; fault < faults.size(); fault++) {
            assertTrue(lines.get(fault).startsWith(faults.get(fault)), lines.get(fault));
        }
        assertFalse(Files.exists(folder.resolve("runs")), "nothing was run");
    }

    @Test
    void everyFaultOfTheOverridesIsTold() throws Exception {
        EtudeHome.Result result = home.run(
                        "check", "configs/quick.yaml", "=3", "foo", "a..b=2", "seed=", "critic.chanels=3",
                        "critic.channels=64x", "training.steps=[1", "window.steps=0", "@x", "trackers=nowhere")
                .requireExit(2);

        for (String fault : List.of(
                "\"=3\" sets nothing", "\"foo\" sets nothing", "\"a..b=2\" sets nothing", "\"@x\" sets nothing",
                "seed: has no value", "critic.chanels: unknown setting; did you mean \"channels\"?",
                "critic.channels: expected a whole number, found \"64x\"", "training.steps: not YAML",
                "window.steps: must be at least 1, was 0", "trackers: expected a list")) {
            assertTrue(result.err().lines().anyMatch(line -> line.startsWith("command line: " + fault)),
                    () -> fault + " in:\n" + result.err());
        }
        assertEquals(10, result.err().lines().count(), result::err);
    }

    @Test
    void whatIsNoConfigIsToldInOneLine() throws Exception {
        Files.write(folder.resolve("configs/picture.yaml"), new byte[] {'a', ':', (byte) 0xff, 0});
        Files.createFile(folder.resolve("configs/empty.yaml"));
        home.config("damaged.yaml", "seed: 1\ntraining: { steps: 4\n");
        home.config("circle.yaml", "extends: circle.yaml\n");

        home.run("configs/quik.yaml").requireOneLine(2, "configs/quik.yaml: no such file; did you mean \"quick.yaml\"?");
        home.run("nowhere/quick.yaml").requireOneLine(2, "nowhere/quick.yaml: no such file, nor its folder");
        home.run("check", "configs").requireOneLine(2, "configs: a folder; name a file in it, such as");
        home.run("check", "configs/picture.yaml").requireOneLine(2, "configs/picture.yaml:1:3: not UTF-8");
        home.run("check", "configs/empty.yaml").requireOneLine(2, "configs/empty.yaml: empty; write settings");
        home.run("check", "configs/damaged.yaml").requireOneLine(2, "configs/damaged.yaml:3:1: not YAML", "close the bracket");
        home.run("check", "configs/circle.yaml").requireOneLine(2, "configs/circle.yaml:1:10: extends: a circle");
    }

    @Test
    void whatIsNoCommandIsToldInOneLine() throws Exception {
        home.run("chek", "configs/quick.yaml").requireOneLine(2, "\"chek\" is neither a command nor a config; did you mean check");
        home.run("nonsense").requireOneLine(2, "\"nonsense\" is neither a command nor a config", "--help");
        home.run("check").requireOneLine(2, "Missing required parameter: 'CONFIG'");
        home.run("resume").requireOneLine(2, "Missing required parameter: 'RUN'");
        home.run("plugins", "more").requireOneLine(2, "plugins: \"more\" is one argument too many");
        home.run("configs/quick.yaml", "--seed=7").requireOneLine(2, "a setting is written without dashes: seed=7");
        home.run("configs/quick.yaml", "--seed", "7").requireOneLine(2, "a setting is written without dashes: seed=7");
        home.run("compare").requireOneLine(2, "compare: name folders with runs", "./runner compare runs/");
    }

    @Test
    void severalValuesAreASweeps() throws Exception {
        for (String several : List.of("seed=1..3", "seed=1,2", "training.movingAverage=0.9,0.99", "critic=fc,conv")) {
            home.run("configs/quick.yaml", several).requireOneLine(2, "command line: ", "./runner sweep runs each of several values");
        }
        assertFalse(Files.exists(folder.resolve("runs")), "nothing was run");
    }

    @Test
    void whatGoesWrongWithDataModelsMetricsAndRenderersIsToldBeforeARunFolderIsMade() throws Exception {
        List<String> settings = List.of("metrics=[chords, diversity, chords]", "critic.deviationGroup=7", "data.stepsPerQuarter=7");
        List<String> faults = List.of(
                "training.batch: 48 is not a multiple of 7",
                "metrics: chords and chords both give the figure \"chord-rate\"; take one of them out",
                "stream: MIDI cannot hold 7 steps a quarter exactly");
        for (List<String> command : List.of(List.of("check"), List.<String>of(), List.of("sweep"))) {
            List<String> arguments = new ArrayList<>(command);
            arguments.add("configs/quick.yaml");
            arguments.addAll(settings);

            EtudeHome.Result result = home.run(arguments.toArray(String[]::new)).requireExit(2);

            List<String> lines = result.err().lines().toList();
            assertEquals(faults.size(), lines.size(), result::err);
            for (int fault = 0; fault < faults.size(); fault++) {
                assertTrue(lines.get(fault).startsWith(faults.get(fault)), lines.get(fault));
            }
        }
        home.run("check", "configs/quick.yaml", "samples.best.figure=cord-rate")
                .requireOneLine(2, "samples.best.figure: the metrics of this config give no figure \"cord-rate\"", "did you mean");
        home.run("sweep", "configs/quick.yaml", "samples.best.figure=cord-rate,chord-rate")
                .requireOneLine(2, "samples.best.figure: the metrics of this config give no figure \"cord-rate\"");
        home.run("check", "configs/quick.yaml", "window.steps=3").requireOneLine(2, "timeKernel is 4, but a row has only 3 steps");
        assertFalse(Files.exists(folder.resolve("runs")), "nothing was run");
        // Steps that slots do not divide are no fault: the last slot is shorter.
        home.run("check", "configs/quick.yaml", "window.steps=30").requireExit(0);
    }

    /** The one in the parent's {@code pom.xml}, which the JARs are named by. */
    private static String version() throws IOException {
        try (Stream<Path> jars = Files.list(EtudeHome.library())) {
            return jars.map(jar -> jar.getFileName().toString())
                    .filter(name -> name.startsWith("etude-core-"))
                    .map(name -> name.substring("etude-core-".length(), name.length() - ".jar".length()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void whatIsRightExitsWith0() throws Exception {
        String check = home.run("check", "configs/quick.yaml", "seed=7").requireExit(0).out();
        assertEquals("configs/quick.yaml: nothing is wrong\n", check);
        assertTrue(home.run("--help").requireExit(0).out().contains("resume"));
        assertTrue(home.run("sample", "--help").requireExit(0).out().contains("count (8)"));
        assertEquals("Etude " + version() + "\n", home.run("--version").requireExit(0).out());
    }
}
