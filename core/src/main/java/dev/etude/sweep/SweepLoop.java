package dev.etude.sweep;

import dev.etude.report.Summary;
import dev.etude.run.Console;
import dev.etude.run.FolderRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keeps as many runs of a sweep going as was asked, tells how far they are, and writes the table whenever one ends. */
final class SweepLoop {
    private static final long POLL_MILLIS = 200;
    private static final int STOP_SECONDS = 45;
    private static final int LONGEST_PROGRESS = 110;

    private final SweepFolder folder;
    private final SweepPlan plan;
    private final SweepRuns runs;
    private final List<SweepRow> rows;
    private final Deque<Integer> queue;
    private final Console console;
    private final SweepTable table;
    private final List<RunProcess> running = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean stopRequested;

    /**
     * @param rows where each run stands
     * @param queue the numbers of the runs to carry out
     */
    SweepLoop(
            SweepFolder folder,
            SweepPlan plan,
            SweepRuns runs,
            List<SweepRow> rows,
            Deque<Integer> queue,
            Console console) {
        this.folder = folder;
        this.plan = plan;
        this.runs = runs;
        this.rows = rows;
        this.queue = queue;
        this.console = console;
        this.table = new SweepTable(folder, plan);
    }

    /** Returns whether every run has finished. */
    boolean run() throws IOException, InterruptedException {
        Thread hook = new Thread(this::stopAndWait);
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            loop();
            tell();
        } finally {
            // Whatever went wrong here, no run is left without its sweep.
            running.forEach(RunProcess::stop);
            ended.countDown();
            release(hook);
        }
        return count(SweepRow.State.FINISHED) == rows.size();
    }

    private void loop() throws IOException, InterruptedException {
        boolean stopping = false;
        table.write(rows);
        while (!running.isEmpty() || !queue.isEmpty() && !stopRequested) {
            while (running.size() < plan.parallel() && !queue.isEmpty() && !stopRequested) {
                begin(queue.poll());
            }
            if (stopRequested && !stopping) {
                stopping = true;
                running.forEach(RunProcess::stop);
            }
            reap();
            locate();
            if (!running.isEmpty()) {
                console.progress(progress());
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        console.erase();
    }

    private void begin(int number) throws IOException {
        List<String> command = Stream.concat(
                        Sweep.RUN_COMMAND.stream(), Stream.of(folder.path().toString(), String.valueOf(number)))
                .toList();
        running.add(RunProcess.start(folder, plan, number, command));
        rows.set(number - 1, rows.get(number - 1).as(SweepRow.State.RUNNING));
        table.write(rows);
    }

    private void reap() throws IOException {
        List<RunProcess> done = running.stream().filter(process -> !process.isAlive()).toList();
        for (RunProcess process : done) {
            running.remove(process);
            SweepRow row = ending(process);
            rows.set(row.number() - 1, row);
            table.write(rows);
            console.say(line(row));
        }
    }

    /** A run has its folder a moment after its process began. */
    private void locate() throws IOException {
        boolean changed = false;
        for (RunProcess process : running) {
            SweepRow row = rows.get(process.number() - 1);
            if (row.run().isEmpty() && runs.find(row.number()).isPresent()) {
                rows.set(row.number() - 1, runs.row(row.number()).as(SweepRow.State.RUNNING));
                changed = true;
            }
        }
        if (changed) {
            table.write(rows);
        }
    }

    private SweepRow ending(RunProcess process) throws IOException {
        SweepRow row = runs.row(process.number());
        if (row.state() == SweepRow.State.FINISHED || row.state() == SweepRow.State.FAILED || stopRequested) {
            return row;
        }
        String error = folder.firstError(row.number());
        if (!error.isEmpty()) {
            return new SweepRow(row.number(), row.run(), SweepRow.State.FAILED, error);
        }
        String crash = "its process ended with code " + process.exit() + "; see "
                + folder.said(row.number());
        return row.state() == SweepRow.State.INTERRUPTED
                ? new SweepRow(row.number(), row.run(), row.state(), row.reason() + ": " + crash)
                : new SweepRow(row.number(), row.run(), SweepRow.State.FAILED, crash);
    }

    private String line(SweepRow row) throws IOException {
        String state = row.state().name().toLowerCase(Locale.ROOT);
        String what = row.state() == SweepRow.State.FINISHED ? firstFigure(row) : "  " + row.reason();
        long done = rows.stream().filter(other -> other.state().compareTo(SweepRow.State.FINISHED) >= 0).count();
        return "%d of %d  %s  %s%s".formatted(done, rows.size(), plan.label(row.number()), state, what);
    }

    private static String firstFigure(SweepRow row) throws IOException {
        Map<String, Double> figures = Summary.read(row.run().orElseThrow()).figures();
        return figures.entrySet().stream()
                .findFirst()
                .map(figure -> String.format(Locale.ROOT, "  %s %.3f", figure.getKey(), figure.getValue()))
                .orElse("");
    }

    private String progress() throws IOException {
        StringBuilder line = new StringBuilder();
        line.append(count(SweepRow.State.FINISHED)).append(" of ").append(rows.size()).append(" finished");
        long failed = count(SweepRow.State.FAILED);
        if (failed > 0) {
            line.append(", ").append(failed).append(" failed");
        }
        if (stopRequested) {
            line.append(", stopping");
        }
        for (RunProcess process : running) {
            Optional<FolderRecord> run = runs.find(process.number());
            Optional<Long> step = run.flatMap(RunProcess::step);
            line.append("  |  ").append(plan.label(process.number())).append(": ");
            line.append(step.map(done -> String.format(Locale.ROOT, "step %,d", done)).orElse("starting"));
        }
        return line.length() <= LONGEST_PROGRESS ? line.toString() : line.substring(0, LONGEST_PROGRESS - 1) + "…";
    }

    private void tell() {
        String counts = Stream.of(SweepRow.State.values())
                .filter(state -> count(state) > 0)
                .map(state -> count(state) + " " + state.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        console.say("");
        console.say("Sweep   " + counts);
        rows.stream()
                .filter(row -> row.state() == SweepRow.State.FAILED)
                .forEach(row -> console.say("Failed  " + plan.label(row.number()) + ": " + row.reason()));
        console.say("Table   " + folder.path().resolve(SweepFolder.TABLE));
        if (count(SweepRow.State.WAITING) + count(SweepRow.State.INTERRUPTED) > 0) {
            console.say("Go on   ./runner sweep --resume " + folder.path());
        }
        if (count(SweepRow.State.FINISHED) > 0) {
            console.say("Compare ./runner compare " + folder.path());
        }
    }

    private long count(SweepRow.State state) {
        return rows.stream().filter(row -> row.state() == state).count();
    }

    private void stopAndWait() {
        stopRequested = true;
        try {
            ended.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    private static void release(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyStopping) {
            // The hook is what made the sweep end.
        }
    }
}
