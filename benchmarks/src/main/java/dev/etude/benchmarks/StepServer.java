package dev.etude.benchmarks;

import dev.etude.config.ConfigReader;
import dev.etude.data.TrainingData;
import dev.etude.plugins.PluginCatalog;
import dev.etude.run.Experiment;
import dev.etude.spi.ModelContext;
import dev.etude.spi.UserError;
import dev.etude.training.GanTrainer;
import dev.etude.training.Seeds;
import dev.etude.training.SymbolRates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Runs training steps on demand, as {@link WorkServer} says: {@code StepServer ROWS CONFIG [SETTING=VALUE ...]}.
 *
 * <p>Steps are counted from the middle of the training on, where every schedule of a config is under way. ROWS is
 * written for the peer, that both may train on the same music: real rows as bytes 0 and 1, {@value #ROWS} of them.
 */
public final class StepServer {
    private static final int ROWS = 2048;

    private StepServer() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 2) {
            System.err.println("StepServer: needs a file to write real rows to, and a config; see benchmarks/steps");
            System.exit(2);
        }
        try {
            serve(Path.of(arguments[0]), Path.of(arguments[1]), Arrays.asList(arguments).subList(2, arguments.length));
        } catch (UserError mistake) {
            System.err.println(mistake.getMessage());
            System.exit(2);
        }
    }

    private static void serve(Path rows, Path config, List<String> overrides) throws IOException {
        Experiment experiment = new ConfigReader(PluginCatalog.load(Path.of("plugins")))
                .read(Experiment.class, config, overrides, Path.of("").toAbsolutePath());
        TrainingData data = new TrainingData(experiment.data().read(), experiment.window());
        Seeds seeds = new Seeds(experiment.seed());
        writeRows(data, seeds.at("benchmark", 0), rows);

        ModelContext context = new ModelContext(
                data.shape(),
                data.encoding(),
                SymbolRates.of(data, experiment.augmentation(), seeds),
                seeds.value("parameters"));
        GanTrainer trainer = new GanTrainer(
                experiment.training(),
                data,
                experiment.augmentation(),
                experiment.generator().create(context),
                experiment.critic().orElseThrow().create(context),
                seeds);
        long[] step = {experiment.training().steps() / 2};
        WorkServer.answer(() -> trainer.step(step[0]++));
    }

    private static void writeRows(TrainingData data, RandomGenerator random, Path file) throws IOException {
        int cells = data.shape().cells();
        float[] values = new float[ROWS * cells];
        for (int row = 0; row < ROWS; row++) {
            data.draw(random).copyTo(values, row * cells);
        }
        byte[] bytes = new byte[values.length];
        for (int cell = 0; cell < values.length; cell++) {
            bytes[cell] = (byte) values[cell];
        }
        Files.write(file, bytes);
    }
}
