package dev.etude.run;

import dev.etude.health.Collapse;
import dev.etude.health.Episode;
import dev.etude.health.Health;
import dev.etude.health.Vitals;
import dev.etude.spi.BinarySequence;
import dev.etude.spi.RunRecord.Figures;
import dev.etude.training.GanTrainer.Losses;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells the user, the journal and the run folder what {@link Health} finds, and ends the run where it was told to. */
final class HealthWatch {
    static final String COLLAPSED = "collapsed";

    private final Health health;
    private final RunFolder folder;
    private final Console console;
    private final Progress progress;
    private final int patience;

    /**
     * @param patience how many measurements in a row may show a collapse before the run ends; 0 for any number
     */
    HealthWatch(Health health, RunFolder folder, Console console, Progress progress, int patience) {
        this.health = health;
        this.folder = folder;
        this.console = console;
        this.progress = progress;
        this.patience = patience;
    }

    /**
     * Begins with what was logged before: nothing, unless the run is resumed.
     *
     * @throws Collapse if that is where the run had to end
     */
    void begin(List<Figures> journal) throws IOException {
        journal.forEach(line -> health.recall(line.step(), line.values()));
        write();
        if (endsRun()) {
            throw collapse();
        }
    }

    /** Takes the losses of a logged step. */
    void logged(Losses losses) {
        health.logged(losses);
    }

    /** Judges rows, and gives the figures to log of them. */
    Map<String, Double> measured(long step, List<BinarySequence> rows) throws IOException {
        Vitals vitals = Vitals.of(rows);
        for (Episode episode : health.measured(step, vitals)) {
            String ailment = episode.ailment().words();
            String shown = String.format(Locale.ROOT, "%,d", step);
            console.say(episode.passed()
                    ? "Health  " + ailment + " has passed, at step " + shown
                    : "Health  " + ailment + " at step " + shown + ": " + episode.evidence() + "; "
                            + episode.ailment().remedy());
        }
        write();
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("eval/" + COLLAPSED, (double) collapsed());
        figures.putAll(vitals.figures());
        return figures;
    }

    /** 1 if the last measurement showed a collapse, else 0. */
    int collapsed() {
        return health.present().isEmpty() ? 0 : 1;
    }

    /** Whether the collapse has lasted longer than the run may bear. */
    boolean endsRun() {
        return patience > 0 && health.measurementsInARow() >= patience;
    }

    /** Why the run ends. */
    Collapse collapse() {
        Episode first = health.present().get(0);
        int lasted = health.measurementsInARow();
        return new Collapse("collapsed: " + names() + " for " + lasted
                + (lasted == 1 ? " measurement" : " measurements in a row") + ", and samples.stopOnCollapse is "
                + patience + " (" + first.evidence() + "); " + first.ailment().remedy());
    }

    private void write() throws IOException {
        progress.ailing(names());
        folder.write(RunFiles.HEALTH, Json.file(health.episodes().stream().map(HealthWatch::entry).toList()));
    }

    private String names() {
        return health.present().stream().map(episode -> episode.ailment().words()).collect(Collectors.joining(", "));
    }

    private static Map<String, Object> entry(Episode episode) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("ailment", episode.ailment().words());
        entry.put("from", episode.from());
        entry.put("to", episode.to());
        entry.put("passed", episode.passed());
        entry.put("evidence", episode.evidence());
        entry.put("remedy", episode.ailment().remedy());
        return entry;
    }
}
