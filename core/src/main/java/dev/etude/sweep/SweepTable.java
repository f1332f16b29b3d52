package dev.etude.sweep;

import dev.etude.report.Summary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A sweep's {@code sweep.csv}: a line a run, with its settings, where it stands, and its last figures. */
final class SweepTable {
    private final SweepFolder folder;
    private final SweepPlan plan;

    SweepTable(SweepFolder folder, SweepPlan plan) {
        this.folder = folder;
        this.plan = plan;
    }

    void write(List<SweepRow> rows) throws IOException {
        Map<Integer, Map<String, Double>> figures = new LinkedHashMap<>();
        Set<String> names = new LinkedHashSet<>();
        for (SweepRow row : rows) {
            Map<String, Double> ofRun = row.state() == SweepRow.State.FINISHED
                    ? Summary.read(row.run().orElseThrow()).figures()
                    : Map.of();
            figures.put(row.number(), ofRun);
            names.addAll(ofRun.keySet());
        }
        Set<String> settings = new LinkedHashSet<>();
        plan.runs().forEach(run -> settings.addAll(run.keySet()));
        List<String> head = new ArrayList<>(List.of("number", "run"));
        head.addAll(settings);
        head.addAll(List.of("state", "reason"));
        head.addAll(names);
        StringBuilder table = new StringBuilder(Csv.line(head));
        for (SweepRow row : rows) {
            Map<String, String> asked = plan.runs().get(row.number() - 1);
            List<String> line = new ArrayList<>();
            line.add(String.valueOf(row.number()));
            line.add(row.run().map(run -> folder.path().relativize(run).toString()).orElse(""));
            settings.forEach(setting -> line.add(asked.getOrDefault(setting, "")));
            line.add(row.state().name().toLowerCase(Locale.ROOT));
            line.add(row.reason());
            names.forEach(name -> line.add(Csv.number(figures.get(row.number()).getOrDefault(name, Double.NaN))));
            table.append(Csv.line(line));
        }
        folder.write(folder.path().resolve(SweepFolder.TABLE), table.toString());
    }
}
