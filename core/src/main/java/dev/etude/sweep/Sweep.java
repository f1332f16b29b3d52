package dev.etude.sweep;

import dev.etude.config.ConfigReader;
import dev.etude.config.ConfigWriter;
import dev.etude.run.Console;
import dev.etude.run.Experiment;
import dev.etude.run.FolderRecord;
import dev.etude.run.Rehearsal;
import dev.etude.run.Runs;
import dev.etude.run.Shown;
import dev.etude.spi.UserError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The product of lists of settings, a run each, in processes of their own: a crash costs one run. */
public final class Sweep {
    /** The words of the command line that run one of a sweep's runs: a folder and a number follow. */
    static final List<String> RUN_COMMAND = List.of("sweep", "run");

    private static final int SETTLING_SECONDS = 45;
    private static final long SETTLING_POLL_MILLIS = 300;

    private final SweepFolder folder;
    private final SweepPlan plan;
    private final Console console;

    private Sweep(SweepFolder folder, SweepPlan plan, Console console) {
        this.folder = folder;
        this.plan = plan;
        this.console = console;
    }

    /**
     * Makes a sweep's folder, once the config of every run has been found to be right.
     *
     * @param home the project's folder
     * @param config the config, as the user named it
     * @param arguments {@code key=value}, {@code key=1..5} or {@code key=a,b}
     * @param workingDirectory where the user stands
     * @param parallel how many runs at once; as many as the processors carry if empty
     * @throws UserError with every fault of every run, a line each
     */
    public static Sweep begin(
            ConfigReader reader,
            Path home,
            Path config,
            List<String> arguments,
            Path workingDirectory,
            OptionalInt parallel,
            Console console)
            throws IOException {
        List<Map<String, String>> runs = SettingLists.parse(arguments).product();
        List<Experiment> experiments = check(reader, config, runs, workingDirectory);
        Set<Path> places = experiments.stream()
                .map(experiment -> experiment.runs().orElse(Runs.defaultFolder(home)))
                .collect(Collectors.toSet());
        if (places.size() > 1) {
            throw new UserError("sweep: runs: one folder for the whole sweep; take the list away");
        }
        int atOnce = parallel.orElse(Math.min(runs.size(), Runtime.getRuntime().availableProcessors()));
        SweepPlan plan = new SweepPlan(
                SweepPlan.typed("./runner sweep " + config, arguments),
                config.toString(),
                experiments.stream().map(Experiment::experiment).distinct().toList(),
                atOnce,
                threads(),
                runs);
        SweepFolder folder = SweepFolder.create(
                places.iterator().next(), plan, experiments.stream().map(ConfigWriter::yaml).toList(), Instant.now());
        return new Sweep(folder, plan, console);
    }

    /**
     * A sweep that was begun before.
     *
     * @param parallel how many runs at once; as many as before if empty
     * @throws UserError if the folder is not a sweep's
     */
    public static Sweep resume(ConfigReader reader, Path path, OptionalInt parallel, Console console) {
        SweepFolder folder = SweepFolder.existing(path);
        SweepPlan plan = folder.plan(reader);
        return new Sweep(folder, plan.withParallel(parallel.orElse(plan.parallel())), console);
    }

    /**
     * Carries out one run of a sweep in this process.
     *
     * @param number the run's, from 1
     */
    public static void runOne(ConfigReader reader, Path path, int number, Function<String, Runs> runs)
            throws IOException {
        SweepFolder folder = SweepFolder.existing(path);
        SweepPlan plan = folder.plan(reader);
        Runs here = runs.apply(plan.commandOf(number))
                .noting(Map.of(SweepRuns.SWEEP, folder.name(), SweepRuns.NUMBER, String.valueOf(number)));
        Optional<FolderRecord> begun = new SweepRuns(folder, plan).find(number);
        if (begun.isPresent()) {
            here.resume(begun.get().folder());
        } else {
            here.start(reader.read(Experiment.class, folder.config(number), List.of(), folder.path()));
        }
    }

    /**
     * Runs what is missing, as many at once as was asked, until all are done or the user stops it.
     *
     * @return whether every run has finished
     */
    public boolean run() throws IOException, InterruptedException {
        FileChannel lock = folder.lock();
        try {
            SweepRuns runs = new SweepRuns(folder, plan);
            List<SweepRow> rows = new ArrayList<>(settled(runs));
            Deque<Integer> queue = rows.stream()
                    .filter(row -> row.state() == SweepRow.State.WAITING
                            || row.state() == SweepRow.State.INTERRUPTED
                            || row.run().isEmpty())
                    .map(SweepRow::number)
                    .collect(Collectors.toCollection(ArrayDeque::new));
            console.say("Sweep   " + folder.path() + ": " + Shown.count(plan.runs().size(), "run") + ", " + queue.size()
                    + " to do, " + plan.parallel() + " at once");
            return new SweepLoop(folder, plan, runs, rows, queue, console).run();
        } finally {
            lock.close();
        }
    }

    /**
     * Beside others, a run that stays on one thread gets through sooner than one that spreads out. It stays on one even
     * when it is alone: sums are rounded otherwise on two, and figures must not depend on how many runs go on at once.
     */
    private static int threads() {
        String asked = System.getenv().getOrDefault(RunProcess.THREADS, "");
        return asked.matches("[1-9]\\d{0,3}") ? Integer.parseInt(asked) : 1;
    }

    /** Runs of a sweep that was killed are still writing their checkpoints; that takes a moment. */
    private static List<SweepRow> settled(SweepRuns runs) throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(SETTLING_SECONDS);
        List<SweepRow> rows = runs.rows();
        while (System.nanoTime() < giveUp && rows.stream().anyMatch(row -> row.state() == SweepRow.State.RUNNING)) {
            TimeUnit.MILLISECONDS.sleep(SETTLING_POLL_MILLIS);
            rows = runs.rows();
        }
        return rows;
    }

    private static List<Experiment> check(
            ConfigReader reader, Path config, List<Map<String, String>> runs, Path workingDirectory)
            throws IOException {
        Rehearsal rehearsal = new Rehearsal();
        List<Experiment> experiments = new ArrayList<>();
        Set<String> faults = new LinkedHashSet<>();
        for (Map<String, String> run : runs) {
            List<String> overrides =
                    run.entrySet().stream().map(setting -> setting.getKey() + "=" + setting.getValue()).toList();
            try {
                Experiment experiment =
                        reader.read(Experiment.class, workingDirectory.resolve(config), overrides, workingDirectory);
                rehearsal.of(experiment);
                experiments.add(experiment);
            } catch (UserError mistake) {
                faults.addAll(Arrays.asList(mistake.getMessage().split("\n")));
            }
        }
        if (!faults.isEmpty()) {
            throw new UserError(String.join("\n", faults));
        }
        return experiments;
    }
}
