package dev.etude.sweep;

import dev.etude.config.ConfigReader;
import dev.etude.run.FolderRecord;
import dev.etude.spi.RunRecord;
import dev.etude.spi.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Gathers runs from sweeps, experiments and single folders, and writes their comparison. */
public final class Comparing {
    private final ConfigReader reader;
    private final List<RunRecord> runs = new ArrayList<>();
    private final List<ComparedRun.Aside> aside = new ArrayList<>();
    private final Set<String> asked = new LinkedHashSet<>();

    public Comparing(ConfigReader reader) {
        this.reader = reader;
    }

    /**
     * Adds the runs of a folder: of a sweep, of an experiment, of all runs, or a run itself.
     *
     * @throws UserError if there is none
     */
    public void add(Path folder) throws IOException {
        if (SweepFolder.isSweep(folder)) {
            addSweep(SweepFolder.existing(folder));
            return;
        }
        List<RunRecord> found = FolderRecord.all(folder);
        if (found.isEmpty()) {
            throw new UserError(folder + ": there is no run in it; name a sweep's folder, an experiment's, or runs'");
        }
        runs.addAll(found);
    }

    /**
     * Compares them, tells the figures, and writes {@code compare.csv} and {@code compare.html}.
     *
     * @param metrics the figures to compare; all if empty
     * @param out the folder to write to
     * @param console takes what is told, line by line
     */
    public void write(List<String> metrics, Path out, Consumer<String> console) throws IOException {
        List<ComparedRun> counted = new ArrayList<>();
        Set<Path> seen = new LinkedHashSet<>();
        for (RunRecord run : runs) {
            if (!seen.add(run.folder())) {
                continue;
            }
            String whyNot = ComparedRun.whyNot(run);
            if (whyNot.isEmpty()) {
                counted.add(ComparedRun.read(run));
            } else {
                aside.add(new ComparedRun.Aside(run.name(), whyNot));
            }
        }
        Comparison comparison = Comparison.of(counted, List.copyOf(asked), metrics, aside);
        Files.createDirectories(out);
        Path table = out.resolve("compare.csv");
        Path page = out.resolve("compare.html");
        Files.writeString(table, ComparisonTable.csv(comparison));
        Files.writeString(page, ComparisonPage.html(comparison, out));
        ComparisonTable.lines(comparison).forEach(console);
        console.accept("");
        console.accept("Table   " + table);
        console.accept("Look    " + page);
    }

    private void addSweep(SweepFolder folder) throws IOException {
        SweepPlan plan = folder.plan(reader);
        plan.runs().forEach(run -> asked.addAll(run.keySet()));
        SweepRuns found = new SweepRuns(folder, plan);
        for (int number = 1; number <= plan.runs().size(); number++) {
            Optional<FolderRecord> run = found.find(number);
            if (run.isPresent()) {
                runs.add(run.get());
            } else {
                String error = folder.firstError(number);
                aside.add(new ComparedRun.Aside(plan.label(number), error.isEmpty() ? "has not begun" : error));
            }
        }
    }
}
