package dev.etude.run;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import dev.etude.config.ConfigReader;
import dev.etude.config.ConfigWriter;
import dev.etude.data.TrainingData;
import dev.etude.plugins.PluginCatalog;
import dev.etude.plugins.PluginInfo;
import dev.etude.plugins.PluginKind;
import dev.etude.spi.Dataset;
import dev.etude.spi.Intake;
import dev.etude.spi.ModelContext;
import dev.etude.spi.Plugin;
import dev.etude.spi.RunRecord;
import dev.etude.spi.Tracker;
import dev.etude.spi.UserError;
import dev.etude.training.Checkpoint;
import dev.etude.training.Seeds;
import dev.etude.training.SymbolRates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Begins runs, goes on with them, and draws music from them: what the commands are made of. */
public final class Runs {
    private static final int SHOWN_INTAKE = 5;

    private final Path home;
    private final PluginCatalog catalog;
    private final Console console;
    private final String command;

    /**
     * @param home the project's folder: {@code runs/} lies in it unless a config says otherwise
     * @param catalog the plugins that take part
     * @param console what is said to the user
     * @param command what the user typed, for the record
     */
    public Runs(Path home, PluginCatalog catalog, Console console, String command) {
        this.home = home;
        this.catalog = catalog;
        this.console = console;
        this.command = command;
    }

    /** The folder of the runs if no configuration names another. */
    public static Path defaultFolder(Path home) {
        return home.resolve("runs");
    }

    /**
     * Runs an experiment in a new folder.
     *
     * @return the folder
     */
    public Path start(Experiment experiment) throws IOException {
        Dataset dataset = experiment.data().read();
        Path runs = experiment.runs().orElse(defaultFolder(home));
        try (RunFolder folder =
                RunFolder.create(runs, experiment.experiment(), experiment.seed(), Instant.now())) {
            console.keepIn(folder.path());
            console.say("Run     " + Ending.shown(folder.path()));
            folder.write(RunFiles.CONFIG, ConfigWriter.yaml(experiment));
            folder.write(RunFiles.SETTINGS, Json.file(ConfigWriter.flat(experiment)));
            folder.write(RunFiles.ENVIRONMENT, Json.file(environment(dataset)));
            folder.write(RunFiles.INTAKE, Json.file(dataset.intake()));
            tell(dataset);
            run(experiment, dataset, folder, Optional.empty());
            return folder.path();
        }
    }

    /** Goes on with a run from its newest checkpoint; says so and does nothing if it is finished. */
    public void resume(Path path) throws IOException {
        try (RunFolder folder = RunFolder.open(path)) {
            Path status = path.resolve(RunFiles.STATUS);
            if (Files.exists(status) && Json.read(status).path("state").asText().equals("finished")) {
                console.say(path + ": has finished; ./runner reproduce " + path + " runs it again");
                return;
            }
            Experiment experiment = read(path);
            Dataset dataset = experiment.data().read();
            requireSameData(path, dataset);
            console.keepIn(path);
            Optional<Checkpoint> checkpoint = Checkpoints.newest(path, console::say);
            console.say("Resume  " + Ending.shown(path) + " after step "
                    + String.format(Locale.ROOT, "%,d", checkpoint.map(Checkpoint::step).orElse(0L)));
            run(experiment, dataset, folder, checkpoint);
        }
    }

    /**
     * Draws music from a run's generator and renders it.
     *
     * @param count how many samples
     * @param seed of the noise
     * @param out the folder to make; replaced if it stands there from an earlier call
     */
    public void sample(Path path, int count, long seed, Path out) throws IOException {
        RunFolder.requireRun(path);
        Experiment experiment = read(path);
        Dataset dataset = experiment.data().read();
        TrainingData data = new TrainingData(dataset, experiment.window());
        Seeds seeds = new Seeds(experiment.seed());
        ModelContext context = new ModelContext(
                data.shape(),
                data.encoding(),
                SymbolRates.of(data, experiment.augmentation(), seeds),
                seeds.value("parameters"));
        Sampler sampler = new Sampler(experiment.generator().create(context), data.shape());
        if (experiment.learns()) {
            Checkpoint checkpoint = Checkpoints.newest(path, console::say)
                    .orElseThrow(() -> new UserError(path + ": has no checkpoint yet; ./runner resume " + path
                            + " trains it, or wait for samples.checkpointEvery steps"));
            sampler.use(checkpoint.array("generator/average"));
        }
        new SampleRenderer(experiment.renderers(), data.encoding(), console::say)
                .render(sampler.draw(count, seed), experiment.experiment() + ", seed " + seed, out);
        console.say("Listen  " + Ending.shown(out) + " (" + count + (count == 1 ? " sample)" : " samples)"));
    }

    /**
     * Runs a finished run again, beside it.
     *
     * @return the new folder
     */
    public Path again(Path path) throws IOException {
        String state = Json.read(path.resolve(RunFiles.STATUS)).path("state").asText();
        if (!state.equals("finished")) {
            throw new UserError(path + ": has not finished (" + state + "); ./runner resume " + path + " goes on with it first");
        }
        Experiment experiment = read(path);
        requireSameData(path, experiment.data().read());
        return start(experiment);
    }

    /**
     * Brings the trackers that each run's configuration names up to date.
     *
     * @param folders of runs, of experiments, or of all runs
     * @return whether everything has arrived
     */
    public boolean track(List<Path> folders) throws IOException, InterruptedException {
        boolean complete = true;
        for (Path folder : folders) {
            List<RunRecord> found = FolderRecord.all(folder);
            if (found.isEmpty()) {
                throw new UserError(folder + ": there is no run in it; ./runner prints a run's folder at its start and its end");
            }
            for (RunRecord run : found) {
                for (Tracker tracker : read(run.folder()).trackers()) {
                    complete &= send(tracker, run);
                }
            }
        }
        return complete;
    }

    /**
     * Shows runs in a tracker's own user interface until interrupted.
     *
     * @param tracker the plugin's name
     * @param folder of the runs; the default one if null
     */
    public void show(String tracker, Path folder) throws IOException, InterruptedException {
        Path runs = folder == null ? defaultFolder(home) : folder;
        PluginInfo plugin = catalog.find(PluginKind.TRACKER, tracker)
                .orElseThrow(() -> new UserError("the tracker plugin " + tracker + " is missing; build Etude anew with ./runner plugins"));
        Tracker shown = (Tracker) plugin.defaults();
        shown.show(home.resolve(".etude"), () -> readable(runs).iterator(), console::say);
    }

    private boolean send(Tracker tracker, RunRecord run) throws InterruptedException {
        String name = tracker.getClass().getAnnotation(Plugin.class).value();
        try {
            boolean complete = tracker.send(run);
            console.say(run.name() + ": " + (complete ? "sent to " : "partly sent to ") + name);
            return complete;
        } catch (IOException failure) {
            console.say(run.name() + ": " + failure.getMessage());
            return false;
        }
    }

    private static List<RunRecord> readable(Path runs) {
        try {
            return FolderRecord.all(runs);
        } catch (IOException failure) {
            throw new UserError(runs + ": cannot be read: " + RunFolder.reason(failure), failure);
        }
    }

    /** The configuration of a run. */
    public Experiment read(Path run) {
        return new ConfigReader(catalog).read(Experiment.class, run.resolve(RunFiles.CONFIG), List.of(), run);
    }

    private void run(Experiment experiment, Dataset dataset, RunFolder folder, Optional<Checkpoint> from)
            throws IOException {
        ExperimentRun run;
        try {
            Injector injector = Guice.createInjector(
                    Stage.DEVELOPMENT, new RunModule(experiment, dataset, folder, console));
            run = injector.getInstance(ExperimentRun.class);
            StopOnSignal signal = new StopOnSignal(run);
            try {
                run.run(from);
            } finally {
                signal.close();
            }
        } catch (ProvisionException failure) {
            if (failure.getCause() instanceof UserError mistake) {
                throw mistake;
            }
            throw failure;
        }
    }

    private Map<String, String> environment(Dataset dataset) {
        List<String> plugins = new ArrayList<>();
        catalog.plugins().forEach(plugin -> plugins.add(plugin.kind().noun() + " " + plugin.name() + " " + plugin.version()
                + " (" + plugin.origin() + ")"));
        return Environment.describe(home, command, plugins, dataset);
    }

    private void requireSameData(Path path, Dataset dataset) throws IOException {
        String then = Json.read(path.resolve(RunFiles.ENVIRONMENT)).path(Environment.FINGERPRINT).asText();
        if (!then.equals(Environment.fingerprint(dataset))) {
            throw new UserError(path + ": its data have changed since it began, so going on would be another run; bring"
                    + " them back, or start anew with ./runner " + path.resolve(RunFiles.CONFIG));
        }
    }

    private void tell(Dataset dataset) {
        Map<Intake.Outcome, Long> outcomes = new LinkedHashMap<>();
        dataset.intake().forEach(intake -> outcomes.merge(intake.outcome(), 1L, Long::sum));
        StringBuilder line = new StringBuilder("Data    " + dataset.pieces().size() + " pieces");
        outcomes.forEach((outcome, count) ->
                line.append(", ").append(count).append(' ').append(outcome.name().toLowerCase(Locale.ROOT)));
        console.say(line.toString());
        List<Intake> notable = dataset.intake().stream()
                .filter(intake -> intake.outcome() != Intake.Outcome.USED)
                .toList();
        notable.stream()
                .limit(SHOWN_INTAKE)
                .forEach(intake -> console.say("        " + intake.outcome().name().toLowerCase(Locale.ROOT) + " "
                        + intake.file() + ": " + intake.why()));
        if (notable.size() > SHOWN_INTAKE) {
            console.say("        and " + (notable.size() - SHOWN_INTAKE) + " more in " + RunFiles.INTAKE);
        }
    }
}
