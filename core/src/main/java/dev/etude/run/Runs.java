package dev.etude.run;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import dev.etude.config.ConfigReader;
import dev.etude.config.ConfigWriter;
import dev.etude.data.TrainingData;
import dev.etude.networks.NativeLibraries;
import dev.etude.plugins.PluginCatalog;
import dev.etude.plugins.PluginInfo;
import dev.etude.plugins.PluginKind;
import dev.etude.spi.Dataset;
import dev.etude.spi.ModelContext;
import dev.etude.spi.Plugin;
import dev.etude.spi.RunRecord;
import dev.etude.spi.Tracker;
import dev.etude.spi.UserError;
import dev.etude.training.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Begins runs, goes on with them, and shows them: what the commands are made of. */
public final class Runs {
    private final Path home;
    private final PluginCatalog catalog;
    private final Console console;
    private final String command;
    private Map<String, String> noted = Map.of();

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

    /** From now on, facts that a run's {@code environment.json} tells besides its own, such as what it is part of. */
    public Runs noting(Map<String, String> facts) {
        noted = Map.copyOf(facts);
        return this;
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
        NativeLibraries.loadMeanwhile();
        Dataset dataset = experiment.data().read();
        TrainingData data = new TrainingData(dataset, experiment.window());
        ModelContext context = Rehearsal.of(experiment, data);
        Path runs = experiment.runs().orElse(defaultFolder(home));
        try (RunFolder folder =
                RunFolder.create(runs, experiment.experiment(), experiment.seed(), Instant.now())) {
            console.keepIn(folder.path());
            console.say("Run     " + folder.path());
            StatusFile status = StatusFile.start(folder);
            folder.write(RunFiles.SETTINGS, Json.file(ConfigWriter.flat(experiment)));
            folder.write(RunFiles.ENVIRONMENT, Json.file(environment(dataset)));
            folder.write(RunFiles.INTAKE, Json.file(dataset.intake()));
            // Last, for it is what makes the folder a run's: a start that is killed before leaves no half a run.
            folder.write(RunFiles.CONFIG, ConfigWriter.yaml(experiment));
            DataSummary.tell(experiment.data(), dataset, data, console);
            run(experiment, data, context, folder, status, Optional.empty());
            return folder.path();
        }
    }

    /** Goes on with a run from its newest checkpoint; says so and does nothing if it is finished. */
    public void resume(Path path) throws IOException {
        try (RunFolder folder = RunFolder.open(path)) {
            EarlierRun earlier = new EarlierRun(path);
            if (Files.exists(path.resolve(RunFiles.STATUS)) && earlier.isFinished()) {
                console.say(path + ": has finished; ./runner reproduce " + path + " runs it again");
                return;
            }
            Experiment experiment = read(path);
            earlier.requireSameSettings(experiment, console::say);
            NativeLibraries.loadMeanwhile();
            Dataset dataset = experiment.data().read();
            earlier.requireSameData(dataset);
            TrainingData data = new TrainingData(dataset, experiment.window());
            ModelContext context = Rehearsal.of(experiment, data);
            console.keepIn(path);
            Optional<Checkpoint> checkpoint = Checkpoints.newest(path, console::say);
            StatusFile status = StatusFile.start(folder);
            console.say("Resume  " + path + " after step "
                    + String.format(Locale.ROOT, "%,d", checkpoint.map(Checkpoint::step).orElse(0L)));
            run(experiment, data, context, folder, status, checkpoint);
        }
    }

    /**
     * Runs a finished run again, beside it.
     *
     * @return the new folder
     */
    public Path again(Path path) throws IOException {
        EarlierRun earlier = new EarlierRun(path);
        if (!earlier.isFinished()) {
            throw new UserError(path + ": has not finished (" + earlier.state() + "); ./runner resume " + path
                    + " goes on with it first");
        }
        Experiment experiment = read(path);
        earlier.requireSameSettings(experiment, console::say);
        earlier.requireSameData(experiment.data().read());
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
            requireFolder(folder);
            List<RunRecord> found = FolderRecord.all(folder);
            if (found.isEmpty()) {
                throw new UserError(folder
                        + ": there is no run in it; ./runner prints a run's folder at its start and its end");
            }
            for (RunRecord run : found) {
                complete &= track(run);
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
        if (folder != null) {
            requireFolder(folder);
        }
        Path runs = folder == null ? defaultFolder(home) : folder;
        PluginInfo plugin = catalog.find(PluginKind.TRACKER, tracker)
                .orElseThrow(() -> new UserError("the tracker plugin " + tracker
                        + " is missing; build Etude anew with ./runner plugins"));
        Tracker shown = (Tracker) plugin.defaults();
        shown.show(home.resolve(".etude"), () -> readable(runs).iterator(), console::say);
    }

    /** One run that cannot be sent is no reason to leave out the next. */
    private boolean track(RunRecord run) throws InterruptedException {
        boolean complete = true;
        try {
            Following following = new ConfigReader(catalog)
                    .readPart(Following.class, run.folder().resolve(RunFiles.CONFIG), run.folder());
            for (Tracker tracker : following.trackers()) {
                boolean sent = tracker.send(run);
                console.say(run.name() + ": " + (sent ? "sent to " : "partly sent to ")
                        + tracker.getClass().getAnnotation(Plugin.class).value());
                complete &= sent;
            }
            return complete;
        } catch (IOException | RuntimeException failure) {
            console.say(run.name() + ": " + Failure.of(failure, Optional.of(catalog)).line());
            return false;
        }
    }

    /** All that is needed of a run's configuration to send it: its data and its networks may be gone. */
    record Following(List<Tracker> trackers) {
        Following() {
            this(List.of());
        }
    }

    private static void requireFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new UserError(folder + ": no such folder; ./runner prints a run's folder at its start and its end");
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
    private Experiment read(Path run) {
        return new ConfigReader(catalog).read(Experiment.class, run.resolve(RunFiles.CONFIG), List.of(), run);
    }

    private void run(
            Experiment experiment,
            TrainingData data,
            ModelContext context,
            RunFolder folder,
            StatusFile status,
            Optional<Checkpoint> from)
            throws IOException {
        ExperimentRun run;
        try {
            Injector injector =
                    Guice.createInjector(Stage.DEVELOPMENT, new RunModule(experiment, data, context, folder, console));
            run = Wiring.get(injector, ExperimentRun.class);
        } catch (RuntimeException | Error failure) {
            status.fail(failure);
            throw failure;
        }
        StopOnSignal signal = new StopOnSignal(run);
        try {
            run.run(from, status);
        } catch (IOException failure) {
            throw new IOException(RunFolder.reason(failure) + "; once that is mended, ./runner resume "
                    + folder.path() + " goes on", failure);
        } finally {
            signal.close();
        }
    }

    private Map<String, String> environment(Dataset dataset) {
        List<String> plugins = new ArrayList<>();
        catalog.plugins().forEach(plugin -> plugins.add(plugin.kind().noun() + " " + plugin.name() + " "
                + plugin.version() + " (" + plugin.origin() + ")"));
        Map<String, String> facts = Environment.describe(home, command, plugins, dataset);
        facts.putAll(new TreeMap<>(noted));
        return facts;
    }
}
