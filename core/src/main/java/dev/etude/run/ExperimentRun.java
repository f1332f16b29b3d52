package dev.etude.run;

import com.google.inject.Inject;
import com.google.inject.Injector;
import dev.etude.data.TrainingData;
import dev.etude.health.Collapse;
import dev.etude.health.Health;
import dev.etude.health.LossFigures;
import dev.etude.report.Report;
import dev.etude.spi.BinarySequence;
import dev.etude.spi.RunRecord.Figures;
import dev.etude.spi.RunRecord.State;
import dev.etude.spi.RunRecord.Status;
import dev.etude.spi.UserError;
import dev.etude.training.Checkpoint;
import dev.etude.training.Divergence;
import dev.etude.training.GanTrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.Pointer;

/**
 * One run, from its first step (or a checkpoint) to its report. Training, measuring and checkpoints happen here, in
 * order, on the calling thread; rendering and the writing of checkpoints go on beside it, trackers on their own.
 */
final class ExperimentRun {
    private static final long SAMPLE_SEED = 1;
    private static final int TRACKER_SECONDS = 20;
    private static final int IMPATIENT_TRACKER_SECONDS = 5;

    private final Experiment experiment;
    private final RunFolder folder;
    private final Console console;
    private final TrainingData data;
    private final Sampler sampler;
    private final SampleRenderer renderer;
    private final TrackerFeed trackers;
    private final Injector injector;
    private final Progress progress;
    private final Background background;
    private final HealthWatch health;
    private final BestCheckpoint best;

    /** Its first measurement takes a moment that the first training step need not wait for. */
    private Evaluator evaluator;

    private Map<String, Double> figures = Map.of();
    private volatile boolean stopRequested;

    @Inject
    ExperimentRun(
            Experiment experiment,
            RunFolder folder,
            Console console,
            TrainingData data,
            Sampler sampler,
            SampleRenderer renderer,
            TrackerFeed trackers,
            Health health,
            Injector injector) {
        this.experiment = experiment;
        this.folder = folder;
        this.console = console;
        this.data = data;
        this.sampler = sampler;
        this.renderer = renderer;
        this.trackers = trackers;
        this.injector = injector;
        this.progress = new Progress(console, experiment.training().steps());
        this.background = new Background();
        this.health = new HealthWatch(health, folder, console, progress, experiment.samples().stopOnCollapse());
        this.best = new BestCheckpoint(experiment.samples().best(), folder);
    }

    /**
     * Runs to the end.
     *
     * @param from where to go on; empty to begin
     * @param status is told how it ended
     * @throws Divergence if training diverged
     * @throws Collapse if it collapsed for as long as the configuration bears it
     * @throws UserError if a setting, a program or a file that the user can mend is at fault
     * @throws Interruption if {@link #stop} was called
     * @throws IOException if the run folder cannot be written, or a renderer failed
     */
    void run(Optional<Checkpoint> from, StatusFile status) throws IOException {
        FolderRecord record = new FolderRecord(folder.path());
        trackers.start(record);
        int trackerSeconds = TRACKER_SECONDS;
        long lastStep;
        try {
            lastStep = experiment.learns() ? train(from) : 0;
            finish(lastStep);
            Optional<Long> now = Optional.of(System.currentTimeMillis());
            Status ended = new Status(State.FINISHED, "", record.status().startMillis(), now);
            folder.write(RunFiles.REPORT, out -> Report.write(record, ended, out));
            status.finish();
        } catch (Interruption interruption) {
            status.fail(interruption);
            // Said here, for the process may end before anyone up the stack can speak.
            console.say(interruption.getMessage());
            trackerSeconds = IMPATIENT_TRACKER_SECONDS;
            throw interruption;
        } catch (IOException | RuntimeException | Error failure) {
            status.fail(failure);
            reportFailed(record, failure);
            throw failure;
        } finally {
            console.erase();
            background.close();
            trackers.finish(trackerSeconds);
        }
        Ending.tell(
                console, folder, lastStep, experiment.samples().count(), figures, evaluator().comparison());
    }

    /** Asks the run to write a checkpoint and end, after the step that it is at. */
    void stop() {
        stopRequested = true;
    }

    /** A failed run is worth a page too, but never hides why it failed. */
    private void reportFailed(FolderRecord record, Throwable failure) {
        try {
            Status ended = record.status();
            folder.write(RunFiles.REPORT, out -> Report.write(record, ended, out));
        } catch (IOException | RuntimeException | Error unwritten) {
            failure.addSuppressed(unwritten);
        }
    }

    private long train(Optional<Checkpoint> from) throws IOException {
        SampleSettings every = experiment.samples();
        GanTrainer trainer = Wiring.get(injector, GanTrainer.class);
        long first = from.map(Checkpoint::step).orElse(0L);
        from.ifPresent(checkpoint -> restore(trainer, checkpoint));
        Journal.rewind(folder, first, console::say);
        List<Figures> before = Journal.read(folder.path(), 0, Integer.MAX_VALUE);
        health.begin(before);
        best.begin(before);
        background.submit(this::tryRenderers);
        try (Journal journal = Journal.open(folder)) {
            int steps = experiment.training().steps();
            progress.start(first);
            for (long step = first; step < steps; step++) {
                GanTrainer.Losses losses = trainer.step(step);
                long done = step + 1;
                boolean last = done == steps;
                boolean stop = stopRequested && !last;
                progress.step(done, losses);
                background.check();
                if (done % every.logEvery() == 0 || last) {
                    trainer.requireFinite(done);
                    log(journal, done, LossFigures.of(losses));
                    health.logged(losses);
                }
                if (done % every.measureEvery() == 0 || last) {
                    measure(trainer.averageParameters(), done, journal);
                    best.measured(done, figures, () -> trainer.checkpoint(done));
                }
                if (done % every.renderEvery() == 0 && !last) {
                    List<BinarySequence> music = draw(trainer.averageParameters(), every.count());
                    background.submit(() -> render(music, done));
                }
                if (done % every.checkpointEvery() == 0 || last || stop || health.endsRun()) {
                    // In the background, for what belongs to this step or an earlier one must be there before a resumed run
                    // may begin after it.
                    journal.sync();
                    Checkpoint checkpoint = trainer.checkpoint(done);
                    background.submit(() -> Checkpoints.write(folder, checkpoint));
                }
                if (last || stop || health.endsRun()) {
                    background.drain();
                }
                if (health.endsRun()) {
                    throw health.collapse();
                }
                if (stop) {
                    throw new Interruption("interrupted after step " + done + "; ./runner resume " + folder.path()
                            + " goes on");
                }
            }
            if (first >= steps) {
                // The run was stopped between its last checkpoint and its end.
                figures = evaluator().measure(draw(trainer.averageParameters(), every.measured()));
            }
            sampler.use(trainer.averageParameters());
            return steps;
        }
    }

    /** A program or setting that a renderer lacks should not come to light after hours of training. */
    private void tryRenderers() throws IOException {
        Path trial = folder.path().resolve("trial");
        renderer.render(List.of(data.draw(new SplittableRandom(SAMPLE_SEED))), "real music", trial);
        SampleRenderer.delete(trial);
    }

    private void restore(GanTrainer trainer, Checkpoint checkpoint) {
        try {
            trainer.restore(checkpoint);
        } catch (IllegalArgumentException misfit) {
            throw Checkpoints.misfit(folder.path(), misfit);
        }
    }

    private void finish(long step) throws IOException {
        SampleSettings settings = experiment.samples();
        if (!experiment.learns()) {
            Journal.rewind(folder, -1, console::say);
            health.begin(List.of());
            try (Journal journal = Journal.open(folder)) {
                measure(new float[0], step, journal);
            }
        }
        background.drain();
        List<BinarySequence> music = sampler.draw(settings.count(), SAMPLE_SEED);
        render(music, step);
        NearestPhrases.render(music, data, renderer, folder);
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("step", step);
        summary.putAll(FigureLines.tree(figures, evaluator().comparison()));
        summary.put(HealthWatch.COLLAPSED, health.collapsed());
        best.summary().ifPresent(measurement -> summary.put("best", measurement));
        folder.write(RunFiles.SUMMARY, Json.file(summary));
    }

    private void measure(float[] parameters, long step, Journal journal) throws IOException {
        List<BinarySequence> music = draw(parameters, experiment.samples().measured());
        figures = evaluator().measure(music);
        progress.measured(figures);
        Map<String, Double> line = new LinkedHashMap<>();
        figures.forEach((name, value) -> line.put("eval/" + name, value));
        evaluator()
                .comparison()
                .forEach((row, values) ->
                        values.forEach((name, value) -> line.put("eval/" + row + "/" + name, value)));
        line.putAll(health.measured(step, music));
        line.put("system/steps-a-second", progress.stepsASecond());
        line.put("system/resident-megabytes", Pointer.physicalBytes() / 1e6);
        log(journal, step, line);
    }

    private List<BinarySequence> draw(float[] parameters, int count) {
        sampler.use(parameters);
        return sampler.draw(count, SAMPLE_SEED);
    }

    private void render(List<BinarySequence> music, long step) throws IOException {
        String title = experiment.experiment() + ", step " + String.format(Locale.ROOT, "%,d", step);
        renderer.render(music, title, folder.path().resolve(RunFiles.SAMPLES).resolve("step-%08d".formatted(step)));
    }

    private Evaluator evaluator() {
        if (evaluator == null) {
            evaluator = Wiring.get(injector, Evaluator.class);
        }
        return evaluator;
    }

    private static void log(Journal journal, long step, Map<String, Double> values) throws IOException {
        journal.log(new Figures(step, System.currentTimeMillis(), values));
    }
}
