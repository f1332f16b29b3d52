package dev.etude.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a run says at its end: where to listen, what was learned, what to do next. */
final class Ending {
    private static final List<String> HEADLINES =
            List.of("chord-rate", "chord-kinds", "wrong-notes", "distinct", "copies");

    private Ending() {}

    static void tell(
            Console console,
            RunFolder folder,
            long step,
            int samples,
            Map<String, Double> figures,
            Map<String, Map<String, Double>> comparison) {
        Path here = folder.path();
        console.say("");
        console.say("Listen  " + here.resolve(RunFiles.SAMPLES).resolve("step-%08d".formatted(step)) + " ("
                + Shown.count(samples, "sample") + ")");
        console.say("Look    " + here.resolve(RunFiles.REPORT));
        if (!figures.isEmpty()) {
            List<String> columns = HEADLINES.stream().filter(figures::containsKey).toList();
            if (columns.isEmpty()) {
                columns = figures.keySet().stream().limit(HEADLINES.size()).toList();
            }
            console.say("");
            console.say(row("", columns.stream()));
            Map<String, List<String>> cells = new LinkedHashMap<>();
            columns.forEach(name -> cells.put(name, FigureLines.cells(name, figures, comparison)));
            List<String> rows = Stream.concat(Stream.of("this run"), comparison.keySet().stream()).toList();
            for (int row = 0; row < rows.size(); row++) {
                int line = row;
                console.say(row(rows.get(row), columns.stream().map(name -> cells.get(name).get(line))));
            }
        }
        console.say("");
        console.say("More    ./runner sample " + here + " count=16 seed=2");
        console.say("Compare ./runner ui");
    }

    private static String row(String name, Stream<String> cells) {
        StringBuilder line = new StringBuilder(String.format("        %-10s", name));
        cells.forEach(cell -> line.append(String.format("%14s", cell)));
        return line.toString();
    }
}
