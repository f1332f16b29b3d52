package dev.etude.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The run's last figures beside those of real, held-out and random music.
 *
 * @param columns the rows of the comparison, after the run itself
 * @param span how many columns there are, names and marks counted
 * @param first the figures that tell most, and those that only a plugin knows
 * @param more the others
 */
record FigureTable(List<Column> columns, int span, List<Figure> first, Optional<More> more) {
    private static final double MARKS_FROM = 6;
    private static final double MARKS_TO = 114;
    private static final List<Column> KNOWN = List.of(
            new Column("real", "Real", "learned from"),
            new Column("held-out", "Held out", "never seen"),
            new Column("random", "Random", "by chance"));

    /** One column: of which music, and what it is for. */
    record Column(String key, String name, String role) {}

    /** One figure: its words, a small scale with a mark for each music, the run's value and the others'. */
    record Figure(String name, String meaning, Optional<Scale> scale, String value, List<String> others) {}

    /** Where the values lie between the smallest and the largest of them. */
    record Scale(List<Mark> marks, String run) {}

    record Mark(String kind, String x) {}

    record More(int count, List<Figure> figures) {}

    /** The table; empty if nothing was measured. */
    static Optional<FigureTable> of(RunFacts facts) {
        if (facts.figures().isEmpty()) {
            return Optional.empty();
        }
        List<Column> columns = new ArrayList<>();
        KNOWN.stream().filter(column -> facts.rows().containsKey(column.key())).forEach(columns::add);
        facts.rows().keySet().stream()
                .filter(row -> KNOWN.stream().noneMatch(column -> column.key().equals(row)))
                .forEach(row -> columns.add(new Column(row, FigureWords.readable(row), "")));
        List<Figure> first = new ArrayList<>();
        List<Figure> more = new ArrayList<>();
        FigureWords.ordered(facts.figures()).forEach((name, value) -> {
            boolean foremost = FigureWords.of(name).headline() || !FigureWords.isKnown(name);
            (foremost ? first : more).add(figure(name, value, columns, facts.rows()));
        });
        if (first.isEmpty()) {
            first.addAll(more);
            more.clear();
        }
        Optional<More> rest = more.isEmpty() ? Optional.empty() : Optional.of(new More(more.size(), more));
        return Optional.of(new FigureTable(columns, columns.size() + 3, first, rest));
    }

    private static Figure figure(
            String name, double value, List<Column> columns, Map<String, Map<String, Double>> rows) {
        FigureWords words = FigureWords.of(name);
        Map<String, Double> others = new LinkedHashMap<>();
        columns.forEach(column -> others.put(column.key(), rows.get(column.key()).getOrDefault(name, Double.NaN)));
        return new Figure(
                words.name(),
                words.meaning(),
                scale(value, others),
                words.text(value),
                others.values().stream().map(words::text).toList());
    }

    private static Optional<Scale> scale(double value, Map<String, Double> others) {
        List<Double> values = new ArrayList<>(others.values());
        values.add(value);
        double least = values.stream().filter(Double::isFinite).mapToDouble(v -> v).min().orElse(0);
        double most = values.stream().filter(Double::isFinite).mapToDouble(v -> v).max().orElse(0);
        if (!Double.isFinite(value) || least == most) {
            return Optional.empty();
        }
        List<Mark> marks = new ArrayList<>();
        others.forEach((kind, other) -> {
            if (Double.isFinite(other)) {
                marks.add(new Mark(kind, place(other, least, most)));
            }
        });
        return Optional.of(new Scale(marks, place(value, least, most)));
    }

    private static String place(double value, double least, double most) {
        double place = MARKS_FROM + (MARKS_TO - MARKS_FROM) * (value - least) / (most - least);
        return String.format(Locale.ROOT, "%.1f", place);
    }
}
