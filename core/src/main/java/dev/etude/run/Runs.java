package dev.etude.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import dev.etude.config.ConfigReader;
import dev.etude.config.ConfigWriter;
import dev.etude.data.TrainingData;
import dev.etude.plugins.PluginCatalog;
import dev.etude.plugins.PluginInfo;
import dev.etude.plugins.PluginKind;
import dev.etude.spi.Dataset;
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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Begins runs, goes on with them, and shows them: what the commands are made of. */
public final class Runs {
    private static final Set<String> FREE_SETTINGS = Set.of("runs", "data", "renderers", "trackers");
    private static final Pattern LIST_ITEM = Pattern.compile(".*?\\.\\d+(?=\\.|$)");

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
        Dataset dataset = experiment.data().read();
        TrainingData data = new TrainingData(dataset, experiment.window());
        Rehearsal.of(experiment, data);
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
            run(experiment, data, folder, status, Optional.empty());
            return folder.path();
        }
    }

    /** Goes on with a run from its newest checkpoint; says so and does nothing if it is finished. */
    public void resume(Path path) throws IOException {
        try (RunFolder folder = RunFolder.open(path)) {
            if (Files.exists(path.resolve(RunFiles.STATUS)) && state(path).equals("finished")) {
                console.say(path + ": has finished; ./runner reproduce " + path + " runs it again");
                return;
            }
            Experiment experiment = read(path);
            requireSameSettings(path, experiment);
            Dataset dataset = experiment.data().read();
            requireSameData(path, dataset);
            TrainingData data = new TrainingData(dataset, experiment.window());
            Rehearsal.of(experiment, data);
            console.keepIn(path);
            Optional<Checkpoint> checkpoint = Checkpoints.newest(path, console::say);
            StatusFile status = StatusFile.start(folder);
            console.say("Resume  " + path + " after step "
                    + String.format(Locale.ROOT, "%,d", checkpoint.map(Checkpoint::step).orElse(0L)));
            run(experiment, data, folder, status, checkpoint);
        }
    }

    /**
     * Runs a finished run again, beside it.
     *
     * @return the new folder
     */
    public Path again(Path path) throws IOException {
        String state = state(path);
        if (!state.equals("finished")) {
            throw new UserError(path + ": has not finished (" + state + "); ./runner resume " + path
                    + " goes on with it first");
        }
        Experiment experiment = read(path);
        requireSameSettings(path, experiment);
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
    public Experiment read(Path run) {
        return new ConfigReader(catalog).read(Experiment.class, run.resolve(RunFiles.CONFIG), List.of(), run);
    }

    private void run(
            Experiment experiment, TrainingData data, RunFolder folder, StatusFile status, Optional<Checkpoint> from)
            throws IOException {
        ExperimentRun run;
        try {
            Injector injector =
                    Guice.createInjector(Stage.DEVELOPMENT, new RunModule(experiment, data, folder, console));
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

    private static String state(Path path) {
        return required(path, RunFiles.STATUS).path("state").asText();
    }

    /** A file of a run folder without which there is no going on. */
    private static JsonNode required(Path path, String name) {
        try {
            return Json.read(path.resolve(name));
        } catch (IOException damaged) {
            throw new UserError(RunFolder.reason(damaged) + (name.equals(RunFiles.STATUS)
                            ? "; delete it, and ./runner resume " + path + " goes on without it"
                            : "; restore it, or start anew with ./runner " + path.resolve(RunFiles.CONFIG)), damaged);
        }
    }

    /**
     * What decides over the figures must be what it was when the run began. Where data lie and who follows the run may
     * change, which is said, and so may what a newer version has added.
     */
    private void requireSameSettings(Path path, Experiment experiment) {
        Map<String, String> then = new LinkedHashMap<>();
        required(path, RunFiles.SETTINGS)
                .properties()
                .forEach(entry -> then.put(entry.getKey(), entry.getValue().asText()));
        Map<String, String> now = ConfigWriter.flat(experiment);
        Set<String> all = new LinkedHashSet<>(then.keySet());
        now.keySet().stream().filter(setting -> isInNewItem(setting, then.keySet())).forEach(all::add);
        for (String setting : all) {
            if (then.getOrDefault(setting, "").equals(now.get(setting))) {
                continue;
            }
            String change = path.resolve(RunFiles.CONFIG) + ": " + setting + ": was " + value(setting, then)
                    + " when the run began, now is " + value(setting, now);
            if (!FREE_SETTINGS.contains(setting.split("\\.")[0])) {
                throw new UserError(
                        change + "; undo that, or start a new run with ./runner " + path.resolve(RunFiles.CONFIG));
            }
            console.say(change + "; that is obeyed");
        }
    }

    /** A setting's value in words; of one that has settings of its own, those. */
    private static String value(String setting, Map<String, String> flat) {
        String parts = flat.entrySet().stream()
                .filter(part -> part.getKey().startsWith(setting + "."))
                .map(part -> part.getKey().substring(setting.length() + 1) + ": " + part.getValue())
                .collect(Collectors.joining(", "));
        String value = flat.getOrDefault(setting, "null");
        return !parts.isEmpty() ? "{ " + parts + " }" : value.equals("null") ? "not set" : value;
    }

    /** Whether a setting is of an item that a list did not have; what a newer version has added is of an old one. */
    private static boolean isInNewItem(String setting, Set<String> then) {
        Matcher item = LIST_ITEM.matcher(setting);
        return item.lookingAt()
                && then.stream().noneMatch(old -> old.equals(item.group()) || old.startsWith(item.group() + "."));
    }

    private static void requireSameData(Path path, Dataset dataset) {
        String then = required(path, RunFiles.ENVIRONMENT).path(Environment.FINGERPRINT).asText();
        if (!then.equals(Environment.fingerprint(dataset))) {
            throw new UserError(path + ": its data have changed since it began, so going on would be another run; bring"
                    + " them back, or start anew with ./runner " + path.resolve(RunFiles.CONFIG));
        }
    }
}
