package dev.etude.run;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import dev.etude.data.TrainingData;
import dev.etude.health.Health;
import dev.etude.health.Vitals;
import dev.etude.spi.Augmentation;
import dev.etude.spi.CriticModel;
import dev.etude.spi.GeneratorModel;
import dev.etude.spi.Metric;
import dev.etude.spi.ModelContext;
import dev.etude.spi.Renderer;
import dev.etude.spi.Tracker;
import dev.etude.training.GanTrainer;
import dev.etude.training.Seeds;
import dev.etude.training.TrainingSettings;
import java.util.List;

/** Wires a run: what the configuration names, and what is made of it, in the order in which data flow. */
final class RunModule extends AbstractModule {
    private final Experiment experiment;
    private final TrainingData data;
    private final ModelContext context;
    private final RunFolder folder;
    private final Console console;

    RunModule(
            Experiment experiment, TrainingData data, ModelContext context, RunFolder folder, Console console) {
        this.experiment = experiment;
        this.data = data;
        this.context = context;
        this.folder = folder;
        this.console = console;
    }

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        binder().requireAtInjectOnConstructors();
        binder().disableCircularProxies();

        bind(Experiment.class).toInstance(experiment);
        bind(Seeds.class).toInstance(new Seeds(experiment.seed()));
        bind(TrainingData.class).toInstance(data);
        bind(ModelContext.class).toInstance(context);
        bind(new TypeLiteral<List<Augmentation>>() {}).toInstance(experiment.augmentation());
        bind(GeneratorModel.class).toInstance(experiment.generator());
        experiment.critic().ifPresent(critic -> bind(CriticModel.class).toInstance(critic));
        bind(TrainingSettings.class).toInstance(experiment.training());
        bind(SampleSettings.class).toInstance(experiment.samples());
        bind(new TypeLiteral<List<Metric>>() {}).toInstance(experiment.metrics());
        bind(new TypeLiteral<List<Renderer>>() {}).toInstance(experiment.renderers());
        bind(new TypeLiteral<List<Tracker>>() {}).toInstance(experiment.trackers());
        bind(RunFolder.class).toInstance(folder);
        bind(Console.class).toInstance(console);
        if (experiment.learns()) {
            install(new TrainerModule());
        }
        bind(ExperimentRun.class);
    }

    @Provides
    @Singleton
    Sampler sampler(GeneratorModel model, ModelContext context) {
        return new Sampler(model.create(context), context.shape());
    }

    @Provides
    @Singleton
    Evaluator evaluator(List<Metric> metrics, TrainingData windows, SampleSettings samples) {
        return new Evaluator(metrics, windows, samples.measured());
    }

    @Provides
    @Singleton
    Health health(TrainingData windows, SampleSettings samples) {
        Vitals real = Vitals.of(Evaluator.real(windows, samples.measured()));
        int steps = experiment.learns() ? experiment.training().steps() : 0;
        return new Health(real, experiment.training().objective(), steps);
    }

    @Provides
    @Singleton
    SampleRenderer sampleRenderer(List<Renderer> renderers, TrainingData windows, Console out) {
        return new SampleRenderer(renderers, windows.encoding(), out::say);
    }

    @Provides
    @Singleton
    TrackerFeed trackerFeed(List<Tracker> trackers, Console out) {
        return new TrackerFeed(trackers, out::say);
    }

    /** What only a generator that learns needs. */
    private static final class TrainerModule extends AbstractModule {
        @Provides
        @Singleton
        GanTrainer trainer(
                TrainingSettings settings,
                TrainingData data,
                List<Augmentation> augmentations,
                GeneratorModel generator,
                CriticModel critic,
                ModelContext context,
                Seeds seeds) {
            return new GanTrainer(
                    settings, data, augmentations, generator.create(context), critic.create(context), seeds);
        }
    }
}
