package dev.etude.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checkpoint of the best measurement, beside the last one. */
class BestCheckpointTest {
    private static final List<String> FEW_STEPS = List.of(
            "configs/quick.yaml", "trackers=[]", "renderers=[]", "training.batch=8", "samples.count=1",
            "samples.measured=20", "samples.measureEvery=2", "samples.logEvery=1", "samples.checkpointEvery=2");

    @TempDir
    private Path folder;

    private EtudeHome home;

    @BeforeEach
    void home() throws Exception {
        home = new EtudeHome(folder);
    }

    @Test
    void theMeasurementWithTheBestFigureIsKept() throws Exception {
        String steps = "training.steps=12";
        home.run(arguments(steps, "samples.best={ figure: density, highest: true }")).requireExit(0);
        home.run(arguments(steps, "samples.best={ figure: density, highest: false }")).requireExit(0);

        for (Path run : home.runs("quick")) {
            boolean highest = Files.readString(run.resolve("settings.json"))
                    .contains("\"samples.best.highest\" : \"true\"");
            double best = Double.NaN;
            long step = 0;
            for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
                JsonNode figures = new ObjectMapper().readTree(line);
                double density = figures.path("eval/density").asDouble(Double.NaN);
                if (Double.isFinite(density) && !(highest ? density <= best : density >= best)) {
                    best = density;
                    step = figures.path("step").asLong();
                }
            }
            JsonNode told = new ObjectMapper().readTree(run.resolve("summary.json").toFile()).path("best");
            assertEquals("density", told.path("figure").asText());
            assertEquals(best, told.path("value").asDouble());
            assertEquals(step, told.path("step").asLong());
            assertEquals(step, stepOf(run.resolve("checkpoints/best.zip")));
            try (Stream<Path> checkpoints = Files.list(run.resolve("checkpoints"))) {
                assertEquals(
                        List.of("best.zip", "step-00000010.zip", "step-00000012.zip"),
                        checkpoints.map(file -> file.getFileName().toString()).sorted().toList());
            }
        }
    }

    @Test
    void musicIsDrawnFromTheLastOrTheBest() throws Exception {
        home.run(EtudeHome.fewSteps("configs/quick.yaml", "renderers=[stream]")).requireExit(0);
        Path plain = home.onlyRun("quick");
        home.run("sample", plain.toString(), "checkpoint=best")
                .requireOneLine(2, home.shown(plain) + ": has kept no best checkpoint", "samples.best.figure=");

        home.run(EtudeHome.fewSteps("configs/quick.yaml", "renderers=[stream]", "experiment=best",
                        "samples.best={ figure: density, highest: false }", "training.generatorOptimizer.rate=0.1"))
                .requireExit(0);
        Path run = home.onlyRun("best");
        for (String moment : List.of("last", "best")) {
            home.run("sample", run.toString(), "count=2", "select=false", "checkpoint=" + moment, "out=" + moment)
                    .requireExit(0);
        }
        long step = stepOf(run.resolve("checkpoints/best.zip"));
        assertTrue(Files.readString(folder.resolve("best/sample.yaml")).contains("Drawn after step " + step + "."));
        assertTrue(Files.readString(folder.resolve("last/sample.yaml")).contains("Drawn after step 4."));
        boolean same = Files.mismatch(folder.resolve("best/sample-01.mid"), folder.resolve("last/sample-01.mid")) < 0;
        assertEquals(step == 4, same, "the music is that of the step");

        Files.writeString(run.resolve("checkpoints/best.zip"), "damaged");
        home.run("sample", run.toString(), "checkpoint=best")
                .requireOneLine(2, home.shown(run) + "/checkpoints/best.zip: damaged", "checkpoint=last");
    }

    @Test
    void aFigureThatNoMetricGivesIsToldBeforeAnythingIsTrained() throws Exception {
        home.run(arguments("samples.best.figure=cord-rate", "training.steps=1000000"))
                .requireOneLine(
                        2,
                        "samples.best.figure: the metrics of this config give no figure \"cord-rate\"",
                        "did you mean \"chord-rate\"?");
        home.run(arguments("samples.best.figure=density", "metrics=[]", "training.steps=1000000"))
                .requireOneLine(2, "samples.best.figure: ", "list a metric");
        assertEquals(List.of(), home.runs("quick"), "run folders");
        home.run("check", "configs/quick.yaml", "samples.best={ highest: false }")
                .requireOneLine(2, "samples.best.figure: missing");
    }

    private static String[] arguments(String... more) {
        return Stream.concat(FEW_STEPS.stream(), Stream.of(more)).toArray(String[]::new);
    }

    private static long stepOf(Path checkpoint) throws Exception {
        try (ZipFile zip = new ZipFile(checkpoint.toFile());
                InputStream index = zip.getInputStream(zip.getEntry("checkpoint.json"))) {
            return new ObjectMapper().readTree(index).path("step").asLong();
        }
    }
}
