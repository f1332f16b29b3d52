package dev.etude.benchmarks;

import dev.etude.config.ConfigReader;
import dev.etude.data.TrainingData;
import dev.etude.plugins.PluginCatalog;
import dev.etude.run.Experiment;
import dev.etude.spi.Critic;
import dev.etude.spi.Generator;
import dev.etude.spi.ModelContext;
import dev.etude.training.GanTrainer;
import dev.etude.training.Seeds;
import dev.etude.training.SymbolRates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * An experiment taken apart, as a run would put it together: what the benchmarks measure.
 *
 * @param experiment what a config says
 * @param data its music, read
 * @param seeds all chance
 */
public record Workbench(Experiment experiment, TrainingData data, Seeds seeds) {
    /** The config that the figures in the documentation are of. */
    public static final String SHIPPED = "configs/conv-critic.yaml";

    /** Reads a config, relative to where the benchmark was started, with settings that override its own. */
    public static Workbench of(String config, List<String> overrides) throws IOException {
        Experiment experiment = experiment(config, overrides);
        return new Workbench(
                experiment,
                new TrainingData(experiment.data().read(), experiment.window()),
                new Seeds(experiment.seed()));
    }

    /** The same, without reading the music. */
    public static Experiment experiment(String config, List<String> overrides) {
        return new ConfigReader(PluginCatalog.load(Path.of("plugins")))
                .read(Experiment.class, Path.of(config), overrides, Path.of("").toAbsolutePath());
    }

    /** A new generator, untrained. */
    public Generator generator() {
        return experiment.generator().create(context());
    }

    /** A new critic, untrained. */
    public Critic critic() {
        return experiment.critic().orElseThrow().create(context());
    }

    /** A new game of a new generator against a new critic. */
    public GanTrainer trainer() {
        return new GanTrainer(
                experiment.training(), data, experiment.augmentation(), generator(), critic(), seeds);
    }

    /** The step in the middle of the training, where every schedule of a config is under way. */
    public long middle() {
        return experiment.training().steps() / 2;
    }

    private ModelContext context() {
        return new ModelContext(
                data.shape(),
                data.encoding(),
                SymbolRates.of(data, experiment.augmentation(), seeds),
                seeds.value("parameters"));
    }
}
