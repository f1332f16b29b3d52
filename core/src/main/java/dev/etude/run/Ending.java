package dev.etude.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
        Path here = shown(folder.path());
        console.say("");
        console.say("Listen  " + here.resolve(RunFiles.SAMPLES).resolve("step-%08d".formatted(step)) + " (" + samples
                + (samples == 1 ? " sample)" : " samples)"));
        console.say("Look    " + here.resolve(RunFiles.REPORT));
        if (!figures.isEmpty()) {
            List<String> columns = HEADLINES.stream().filter(figures::containsKey).toList();
            if (columns.isEmpty()) {
                columns = figures.keySet().stream().limit(HEADLINES.size()).toList();
            }
            console.say("");
            console.say(row("", columns.stream()));
            console.say(row("this run", columns.stream().map(name -> number(figures.get(name)))));
            for (Map.Entry<String, Map<String, Double>> row : comparison.entrySet()) {
                console.say(row(row.getKey(), columns.stream().map(name -> number(row.getValue().get(name)))));
            }
        }
        console.say("");
        console.say("More    ./runner sample " + here + " count=16 seed=2");
        console.say("Compare ./runner ui");
    }

    /** Relative to where the user stands, if it lies below: shorter to read and to copy. */
    static Path shown(Path path) {
        Path standing = Path.of("").toAbsolutePath();
        return path.startsWith(standing) ? standing.relativize(path) : path;
    }

    private static String row(String name, Stream<String> cells) {
        StringBuilder line = new StringBuilder(String.format("        %-10s", name));
        cells.forEach(cell -> line.append(String.format("%14s", cell)));
        return line.toString();
    }

    static String number(Double value) {
        if (value == null || value.isNaN()) {
            return "-";
        }
        return value == Math.rint(value) && Math.abs(value) > 1
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.3f", value);
    }
}
