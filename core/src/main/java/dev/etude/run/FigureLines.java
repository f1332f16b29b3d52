package dev.etude.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Figures of samples beside those of real, held-out and random music: lines for the screen, and a tree for JSON. */
final class FigureLines {
    private FigureLines() {}

    /** A line a figure, a column a kind of music; {@code name} heads the samples' own column. */
    static List<String> of(String name, Map<String, Double> figures, Map<String, Map<String, Double>> comparison) {
        List<String> lines = new ArrayList<>();
        lines.add(line("", Stream.concat(Stream.of(name), comparison.keySet().stream())));
        figures.forEach((figure, value) -> {
            Stream<Double> others = comparison.values().stream().map(row -> row.get(figure));
            lines.add(line(figure, Stream.concat(Stream.of(value), others).map(Ending::number)));
        });
        return lines;
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
