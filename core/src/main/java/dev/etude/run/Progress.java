package dev.etude.run;

import dev.etude.training.GanTrainer.Losses;
import java.util.Locale;
import java.util.Map;

/** The line of progress: step, steps a second, time left, losses, and the first figure that the config measures. */
final class Progress {
    private static final long SHOW_PAUSE_NANOS = 200_000_000L;

    private final Console console;
    private final long steps;
    private long firstStep;
    private long startNanos;
    private long shownNanos;
    private long done;
    private String measured = "";
    private String ailing = "";

    Progress(Console console, long steps) {
        this.console = console;
        this.steps = steps;
    }

    /** Training begins, after a number of steps done before. */
    void start(long first) {
        firstStep = first;
        startNanos = System.nanoTime();
    }

    /** A step is done. */
    void step(long step, Losses losses) {
        done = step;
        long now = System.nanoTime();
        if (now - shownNanos < SHOW_PAUSE_NANOS && step != steps) {
            return;
        }
        shownNanos = now;
        long left = Math.round((steps - step) / Math.max(stepsASecond(), 1e-9));
        console.progress(String.format(
                Locale.ROOT,
                "step %,d of %,d  %.0f steps/s  %d:%02d left  critic %.3f  generator %.3f%s%s",
                step,
                steps,
                stepsASecond(),
                left / 60,
                left % 60,
                losses.critic(),
                losses.generator(),
                measured,
                ailing));
    }

    /** Music was measured. */
    void measured(Map<String, Double> figures) {
        figures.entrySet().stream()
                .findFirst()
                .ifPresent(first ->
                        measured = String.format(Locale.ROOT, "  %s %.3f", first.getKey(), first.getValue()));
    }

    /** What ails the run is shown until something else, or nothing, does. */
    void ailing(String ailments) {
        ailing = ailments.isEmpty() ? "" : "  collapsed: " + ailments;
    }

    /** Since the start, measuring and rendering included. */
    double stepsASecond() {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        return done <= firstStep ? 0 : (done - firstStep) / seconds;
    }
}
