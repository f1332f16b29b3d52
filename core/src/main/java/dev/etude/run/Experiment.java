package dev.etude.run;

import dev.etude.data.TrainingData;
import dev.etude.data.WindowSettings;
import dev.etude.spi.Augmentation;
import dev.etude.spi.CriticModel;
import dev.etude.spi.DatasetSource;
import dev.etude.spi.Doc;
import dev.etude.spi.GeneratorModel;
import dev.etude.spi.Metric;
import dev.etude.spi.ModelContext;
import dev.etude.spi.Renderer;
import dev.etude.spi.Tracker;
import dev.etude.training.Seeds;
import dev.etude.training.SymbolRates;
import dev.etude.training.TrainingSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One experiment as a configuration describes it: the whole file, in the order in which data flow. */
@Doc("One experiment, from data to music")
public record Experiment(
        @Doc("name that runs share to be compared; letters, digits, - and _") String experiment,
        @Doc("the one number that all chance of the run comes from") long seed,
        @Doc("folder of the runs; runs/ beside the runner if not set") Optional<Path> runs,
        @Doc("where the pieces come from") DatasetSource data,
        @Doc("how pieces are cut into windows, and how many are held out") WindowSettings window,
        @Doc("small random changes that enlarge the data set while training") List<Augmentation> augmentation,
        @Doc("the network that turns noise into music") GeneratorModel generator,
        @Doc("the network that tells real music from generated; a generator that learns nothing needs none")
                Optional<CriticModel> critic,
        @Doc("the game that they play") TrainingSettings training,
        @Doc("how often music is drawn, measured and rendered") SampleSettings samples,
        @Doc("what is measured of it") List<Metric> metrics,
        @Doc("what is made of it, in this order") List<Renderer> renderers,
        @Doc("where the run can be followed besides its folder") List<Tracker> trackers) {
    public Experiment() {
        this(
                "etude",
                1,
                Optional.empty(),
                null,
                new WindowSettings(),
                List.of(),
                null,
                Optional.empty(),
                new TrainingSettings(),
                new SampleSettings(),
                List.of(),
                List.of(),
                List.of());
    }

    public Experiment {
        if (!experiment.matches("[A-Za-z0-9][A-Za-z0-9_-]*")) {
            throw new IllegalArgumentException(
                    "experiment: must be letters, digits, - and _, beginning with a letter or digit, was "
                            + experiment);
        }
        if (generator != null && generator.learns() && critic.isEmpty()) {
            throw new IllegalArgumentException("critic: missing; this generator learns, so name a critic");
        }
    }

    /** Whether there is anything to train. */
    public boolean learns() {
        return generator.learns();
    }

    /** What the networks are built for, whenever they are built: the same for the same data. */
    ModelContext modelContext(TrainingData windows) {
        Seeds seeds = new Seeds(seed);
        return new ModelContext(
                windows.shape(),
                windows.encoding(),
                SymbolRates.of(windows, augmentation, seeds),
                seeds.value("parameters"));
    }
}
