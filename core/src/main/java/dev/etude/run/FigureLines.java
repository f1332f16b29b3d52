package dev.etude.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Figures of samples beside those of real, held-out and random music: lines for the screen, and a tree for JSON. */
final class FigureLines {
    /** Shares that are so small that three digits after the point would not tell them apart. */
    private static final Set<String> FINE = Set.of("density");

    private FigureLines() {}

    /** A line a figure, a column a kind of music; {@code name} heads the samples' own column. */
    static List<String> of(String name, Map<String, Double> figures, Map<String, Map<String, Double>> comparison) {
        List<String> lines = new ArrayList<>();
        lines.add(line("", Stream.concat(Stream.of(name), comparison.keySet().stream())));
        figures.keySet().forEach(figure -> lines.add(line(figure, cells(figure, figures, comparison).stream())));
        return lines;
    }

    /** One figure of the samples and of the other kinds of music, all written alike: a count as a whole number. */
    static List<String> cells(String figure, Map<String, Double> figures, Map<String, Map<String, Double>> comparison) {
        List<Double> values = Stream.concat(Stream.of(figures), comparison.values().stream())
                .map(row -> row.getOrDefault(figure, Double.NaN))
                .toList();
        double[] finite = values.stream().mapToDouble(value -> value).filter(Double::isFinite).toArray();
        double largest = Arrays.stream(finite).map(Math::abs).max().orElse(0);
        boolean counts = largest > 1 && Arrays.stream(finite).allMatch(value -> value == Math.rint(value));
        String format = counts ? "%,.0f" : FINE.contains(figure) ? "%.4f" : "%.3f";
        return values.stream()
                .map(value -> Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "-")
                .toList();
    }

    /** The figures by name, and under {@code rows} those of the other kinds of music; null where one is undefined. */
    static Map<String, Object> tree(Map<String, Double> figures, Map<String, Map<String, Double>> comparison) {
        Map<String, Object> tree = finite(figures);
        Map<String, Object> rows = new LinkedHashMap<>();
        comparison.forEach((row, values) -> rows.put(row, finite(values)));
        tree.put("rows", rows);
        return tree;
    }

    private static Map<String, Object> finite(Map<String, Double> figures) {
        Map<String, Object> finite = new LinkedHashMap<>();
        figures.forEach((name, value) -> finite.put(name, Double.isFinite(value) ? value : null));
        return finite;
    }

    private static String line(String name, Stream<String> cells) {
        StringBuilder line = new StringBuilder(String.format("        %-24s", name));
        cells.forEach(cell -> line.append(String.format("%12s", cell)));
        return line.toString();
    }
}
