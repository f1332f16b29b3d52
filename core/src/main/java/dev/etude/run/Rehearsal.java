package dev.etude.run;

import dev.etude.config.ConfigWriter;
import dev.etude.config.Nearest;
import dev.etude.data.TrainingData;
import dev.etude.spi.Critic;
import dev.etude.spi.Dataset;
import dev.etude.spi.Generator;
import dev.etude.spi.Metric;
import dev.etude.spi.ModelContext;
import dev.etude.spi.Plugin;
import dev.etude.spi.UserError;
import dev.etude.training.GanTrainer;
import dev.etude.training.Seeds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Finds what is wrong with an experiment beyond its single settings, before anything is made of it: whether its data
 * can be read, its networks fit them and each other, its metrics give the figures that it asks for, and its renderers
 * can render such music. For several experiments, as of a sweep, what they share is looked at once.
 */
public final class Rehearsal {
    private final Map<String, Dataset> datasets = new LinkedHashMap<>();
    private final Set<Map<String, String>> done = new LinkedHashSet<>();

    /**
     * Reads the data of an experiment and tries all that follows from them.
     *
     * @throws UserError with every fault, a line each
     * @throws IOException if the data cannot be read
     */
    public void of(Experiment experiment) throws IOException {
        Map<String, String> settings = ConfigWriter.flat(experiment);
        settings.remove("seed");
        if (done.contains(settings)) {
            return;
        }
        String source = ConfigWriter.inline(experiment.data());
        Dataset dataset = datasets.get(source);
        if (dataset == null) {
            dataset = experiment.data().read();
            // Of large data, one set at a time.
            datasets.clear();
            datasets.put(source, dataset);
        }
        of(experiment, new TrainingData(dataset, experiment.window()));
        done.add(settings);
    }

    /**
     * The same, of data that have been read.
     *
     * @return what the networks are built for, which takes a while to find
     */
    static ModelContext of(Experiment experiment, TrainingData data) {
        List<String> faults = new ArrayList<>();
        Optional<ModelContext> context = attempt(faults, () -> tryModels(experiment, data));
        attempt(faults, () -> tryFigures(experiment, data));
        experiment.renderers().forEach(renderer -> attempt(faults, () -> renderer.check(data.encoding())));
        return context.filter(known -> faults.isEmpty())
                .orElseThrow(() -> new UserError(String.join("\n", faults)));
    }

    private static void attempt(List<String> faults, Runnable attempted) {
        attempt(faults, () -> {
            attempted.run();
            return true;
        });
    }

    /** What comes of it; empty if it is a mistake of the user's, which is then among the faults. */
    private static <T> Optional<T> attempt(List<String> faults, Supplier<T> attempted) {
        try {
            return Optional.of(attempted.get());
        } catch (UserError mistake) {
            faults.add(mistake.getMessage());
            return Optional.empty();
        }
    }

    private static ModelContext tryModels(Experiment experiment, TrainingData data) {
        ModelContext context = experiment.modelContext(data);
        try (Generator generator = experiment.generator().create(context)) {
            if (experiment.learns()) {
                tryGame(experiment, data, generator, context);
            }
        }
        return context;
    }

    private static void tryGame(Experiment experiment, TrainingData data, Generator generator, ModelContext context) {
        try (Critic critic = experiment.critic().orElseThrow().create(context)) {
            new GanTrainer(
                    experiment.training(),
                    data,
                    experiment.augmentation(),
                    generator,
                    critic,
                    new Seeds(experiment.seed()));
        }
    }

    private static void tryFigures(Experiment experiment, TrainingData data) {
        Map<String, Metric> figures = new LinkedHashMap<>();
        for (Metric metric : experiment.metrics()) {
            for (String figure : Evaluator.names(metric, data)) {
                Metric other = figures.put(figure, metric);
                if (other != null) {
                    throw new UserError("metrics: " + name(other) + " and " + name(metric) + " both give the figure \""
                            + figure + "\"; take one of them out");
                }
            }
        }
        Optional<String> best = experiment.samples().best().map(BestSettings::figure);
        if (best.isPresent() && !figures.containsKey(best.get())) {
            throw new UserError("samples.best.figure: the metrics of this config give no figure \"" + best.get()
                    + "\"; " + (figures.isEmpty() ? "list a metric" : Nearest.hint(best.get(), figures.keySet())));
        }
    }

    private static String name(Metric metric) {
        return metric.getClass().getAnnotation(Plugin.class).value();
    }
}
