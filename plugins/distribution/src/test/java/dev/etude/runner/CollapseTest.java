package dev.etude.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs that really collapse, and a run that does not. */
class CollapseTest {
    private static final List<String> MUTE = List.of("trackers=[]", "renderers=[]", "metrics=[]");

    /** The generator hardly moves, and nothing holds the critic back. */
    private static final List<String> CRITIC_WINS = List.of(
            "training.steps=200", "training.batch=16",
            "samples.logEvery=5", "samples.measureEvery=40", "samples.measured=40",
            "training.generatorOptimizer.rate=1e-7", "training.gradientPenalty.weight=0",
            "training.output.noise=0");

    /** Whatever the noise: every n-th cell is on, or none. */
    private static final String CONSTANT = """
            package mine;
            import dev.etude.spi.*;
            import org.nd4j.linalg.api.ndarray.INDArray;
            import org.nd4j.linalg.factory.Nd4j;
            @Plugin("constant") @Doc("every n-th cell")
            public record Constant(@Doc("n, or 0 for no cell at all") int every) implements GeneratorModel {
                public Constant() {
                    this(0);
                }
                public Generator create(ModelContext context) {
                    INDArray parameters = Nd4j.zeros(1, 1);
                    INDArray gradient = Nd4j.zeros(1, 1);
                    return new Generator() {
                        public int noiseSize() {
                            return 1;
                        }
                        public INDArray generate(INDArray noise) {
                            long rows = noise.size(0);
                            INDArray logits = Nd4j.zeros(rows, context.shape().cells()).subi(1);
                            for (int cell = 0; every > 0 && cell < context.shape().cells(); cell += every) {
                                logits.getColumn(cell).addi(2);
                            }
                            return logits.reshape(rows, context.shape().steps(), context.shape().symbols());
                        }
                        public void accumulate(INDArray logitGradient) {}
                        public INDArray parameters() {
                            return parameters;
                        }
                        public INDArray gradient() {
                            return gradient;
                        }
                    };
                }
            }
            """;

    @TempDir
    private Path folder;

    private EtudeHome home;

    @BeforeEach
    void home() throws Exception {
        home = new EtudeHome(folder);
    }

    @Test
    void aCriticThatHasWonIsNamedOnTheScreenInTheFiguresAndInTheReport() throws Exception {
        EtudeHome.Result result = home.run(
                Map.of("ETUDE_JAVA_OPTIONS", "-Detude.terminal=true"), arguments("configs/quick.yaml", CRITIC_WINS));

        result.requireExit(0);
        Path run = home.onlyRun("quick");
        List<String> said = Files.readAllLines(run.resolve("log.txt")).stream()
                .filter(line -> line.contains(" Health  critic has won "))
                .toList();
        assertEquals(1, said.size(), said::toString);
        assertTrue(said.get(0).contains("critic loss 0.00"), said::toString);
        assertTrue(said.get(0).contains("raise training.gradientPenalty.weight"), said::toString);
        assertTrue(result.out().contains("  collapsed: critic has won"), "in the line of progress");
        assertTrue(Files.readString(run.resolve("metrics.jsonl")).contains("\"eval/collapsed\":1.0"));
        assertEquals(1, json(run, "summary.json").path("collapsed").asInt());
        assertEquals("critic has won", json(run, "health.json").path(0).path("ailment").asText());
        assertTrue(Files.readString(run.resolve("report.html")).contains("<strong>Critic has won</strong> "));
    }

    @Test
    void aRunThatIsToldToStopEndsAsFailedWithItsCauseAndItsLastCheckpoint() throws Exception {
        EtudeHome.Result result = home.run(arguments(
                "configs/quick.yaml", CRITIC_WINS, "samples.stopOnCollapse=1", "samples.checkpointEvery=1000"));

        String cause = "collapsed: critic has won for 1 measurement, and samples.stopOnCollapse is 1";
        result.requireOneLine(1, cause, "critic loss 0.00", "raise training.gradientPenalty.weight");
        Path run = home.onlyRun("quick");
        JsonNode status = json(run, "status.json");
        assertEquals("failed", status.path("state").asText());
        assertTrue(status.path("why").asText().startsWith(cause), status::toString);
        assertTrue(Files.readString(run.resolve("report.html")).contains("critic has won"));
        assertFalse(Files.exists(run.resolve("summary.json")));

        home.run("sample", run.toString(), "count=1").requireExit(0);
        home.run("resume", run.toString()).requireOneLine(1, cause);
    }

    @ParameterizedTest
    @CsvSource({"0, silence", "1, full keyboard", "22, all alike"})
    void samplesThatHaveCollapsedAreNamed(int every, String ailment) throws Exception {
        PluginJar.write(folder.resolve("plugins/constant.jar"), Map.of(
                "mine/Constant.java", CONSTANT, "META-INF/services/dev.etude.spi.GeneratorModel", "mine.Constant\n"));

        EtudeHome.Result result = home.run(EtudeHome.fewSteps(
                "configs/quick.yaml", "renderers=[]", "metrics=[]",
                "generator={ plugin: constant, every: " + every + " }"));

        assertEquals("", result.requireExit(0).err());
        JsonNode health = json(home.onlyRun("quick"), "health.json");
        assertEquals(1, health.size(), health::toString);
        assertEquals(ailment, health.path(0).path("ailment").asText());
        assertEquals(4, health.path(0).path("from").asInt(), "the first measurement is not judged");
        assertTrue(result.out().contains("Health  " + ailment + " at step 4: "), result::out);
    }

    @Test
    void aHealthyRunIsLeftAlone() throws Exception {
        EtudeHome.Result result = home.run(arguments("configs/quick.yaml", List.of("samples.stopOnCollapse=1")));

        assertFalse(result.requireExit(0).out().contains("Health"), result::out);
        Path run = home.onlyRun("quick");
        assertEquals(0, json(run, "health.json").size());
        assertEquals(0, json(run, "summary.json").path("collapsed").asInt(-1));
    }

    private static String[] arguments(String config, List<String> settings, String... more) {
        List<String> arguments = new ArrayList<>(List.of(config));
        arguments.addAll(MUTE);
        arguments.addAll(settings);
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private static JsonNode json(Path run, String file) throws Exception {
        return new ObjectMapper().readTree(run.resolve(file).toFile());
    }
}
