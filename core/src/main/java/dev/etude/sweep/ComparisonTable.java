package dev.etude.sweep;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A comparison for the terminal and as CSV. */
final class ComparisonTable {
    private static final String NONE = "-";
    private static final int DIGITS = 3;
    private static final int GAP = 2;

    private ComparisonTable() {}

    /** A block of lines a figure. */
    static List<String> lines(Comparison comparison) {
        List<List<String>> rows = new ArrayList<>();
        boolean differences = comparison.groups().size() > 1;
        for (Comparison.Figure figure : comparison.figures()) {
            List<String> head = new ArrayList<>(List.of(figure.name(), "n", "mean", "95% interval"));
            if (differences) {
                head.addAll(List.of("difference", "95% interval", "pairs"));
            }
            rows.add(head);
            for (int index = 0; index < figure.estimates().size(); index++) {
                Comparison.Estimate estimate = figure.estimates().get(index);
                List<String> row = new ArrayList<>(List.of(
                        "  " + comparison.groups().get(index).name(),
                        String.valueOf(estimate.n()),
                        number(estimate.mean()),
                        interval(estimate.interval())));
                estimate.paired().ifPresent(paired -> row.addAll(List.of(
                        signed(paired.mean()), interval(paired.interval()), String.valueOf(paired.n()))));
                rows.add(row);
            }
            figure.references().forEach((name, value) -> rows.add(List.of("  " + name, "", number(value))));
            rows.add(List.of());
        }
        List<String> lines = aligned(rows);
        comparison.notes().forEach(lines::add);
        if (!comparison.aside().isEmpty()) {
            lines.add("Not counted:");
            comparison.aside().forEach(run -> lines.add("  " + run.run() + ": " + run.reason()));
        }
        return lines;
    }

    /** A line for each figure of each setting, and of real, held-out and random music. */
    static String csv(Comparison comparison) {
        StringBuilder csv = new StringBuilder(Csv.line(List.of(
                "figure", "setting", "n", "mean", "low", "high",
                "pairs", "difference", "difference_low", "difference_high")));
        for (Comparison.Figure figure : comparison.figures()) {
            for (int index = 0; index < figure.estimates().size(); index++) {
                Comparison.Estimate estimate = figure.estimates().get(index);
                Optional<Comparison.Paired> paired = estimate.paired();
                Optional<Bootstrap.Interval> difference = paired.flatMap(Comparison.Paired::interval);
                csv.append(Csv.line(List.of(
                        figure.name(),
                        comparison.groups().get(index).name(),
                        String.valueOf(estimate.n()),
                        Csv.number(estimate.mean()),
                        estimate.interval().map(interval -> Csv.number(interval.low())).orElse(""),
                        estimate.interval().map(interval -> Csv.number(interval.high())).orElse(""),
                        paired.map(pairs -> String.valueOf(pairs.n())).orElse(""),
                        paired.map(pairs -> Csv.number(pairs.mean())).orElse(""),
                        difference.map(interval -> Csv.number(interval.low())).orElse(""),
                        difference.map(interval -> Csv.number(interval.high())).orElse(""))));
            }
            for (Map.Entry<String, Double> reference : figure.references().entrySet()) {
                csv.append(Csv.line(List.of(
                        figure.name(), reference.getKey(), "", Csv.number(reference.getValue()), "", "",
                        "", "", "", "")));
            }
        }
        return csv.toString();
    }

    /** Three digits that count, and no exponent for what has fewer than six places. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        if (Math.abs(value) >= 1000) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        if (Math.abs(value) >= 1e-4 && Math.abs(value) < 1) {
            return String.format(Locale.ROOT, "%.4f", value);
        }
        return new BigDecimal(value).round(new MathContext(DIGITS + 1)).stripTrailingZeros().toPlainString();
    }

    static String signed(double value) {
        return (value > 0 ? "+" : "") + number(value);
    }

    static String interval(Optional<Bootstrap.Interval> interval) {
        return interval.map(ends -> "[" + number(ends.low()) + ", " + number(ends.high()) + "]").orElse(NONE);
    }

    private static List<String> aligned(List<List<String>> rows) {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                int width = row.get(column).length();
                if (column == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(column, Math.max(widths.get(column), width));
                }
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String pad = " ".repeat(widths.get(column) - row.get(column).length());
                line.append(column == 0 ? row.get(column) + pad : " ".repeat(GAP) + pad + row.get(column));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
