package dev.etude.report;

import dev.etude.report.Axis.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * A line chart as numbers for a template: everything is in the units of its own view box.
 *
 * @param title what is drawn
 * @param meaning a sentence on how to read it; may be empty
 * @param latest the last value, as text; may be empty
 * @param description the same for those who cannot see it
 * @param frame the box that the lines are drawn in
 * @param across marks along the training steps
 * @param up marks along the values
 * @param levels horizontal lines to compare with
 * @param lines the lines
 */
record Chart(
        String title,
        String meaning,
        String latest,
        String description,
        Frame frame,
        List<Tick> across,
        List<Tick> up,
        List<Level> levels,
        List<Line> lines) {
    private static final double LABEL_HEIGHT = 14;

    /** The view box and the part of it inside the axes. */
    record Frame(int width, int height, int left, int top, int right, int bottom) {
        static final Frame LARGE = new Frame(360, 230, 44, 10, 352, 206);
        static final Frame LARGE_WITH_LABELS = new Frame(360, 230, 44, 10, 260, 206);
        static final Frame SMALL = new Frame(200, 116, 40, 8, 192, 96);
    }

    /** A horizontal line, and where its label stands. */
    record Level(String kind, String name, String y, String labelY) {}

    /** A line: its kind is a CSS class, its path has a gap where a value is missing. */
    record Line(String kind, String name, String path, List<Dot> dots) {}

    /** A point worth pointing at. */
    record Dot(String x, String y, String text) {}

    /** The points of a line before they are drawn. */
    record Series(String kind, String name, List<Point> points) {}

    /** A value at a training step; NaN or infinite where there is none. */
    record Point(long step, double value) {}

    /** A value to compare with. */
    record Comparison(String kind, String name, double value) {}

    static Chart of(
            String title,
            String meaning,
            Frame frame,
            List<Series> series,
            List<Comparison> comparisons,
            DoubleFunction<String> text) {
        List<Double> values = new ArrayList<>();
        series.forEach(line -> line.points().forEach(point -> values.add(point.value())));
        comparisons.forEach(comparison -> values.add(comparison.value()));
        double least = values.stream().filter(Double::isFinite).mapToDouble(value -> value).min().orElse(0);
        double most = values.stream().filter(Double::isFinite).mapToDouble(value -> value).max().orElse(1);
        Axis up = Axis.around(least, most, frame == Frame.SMALL ? 2 : 5, frame.bottom(), frame.top());
        long last = series.stream().flatMap(line -> line.points().stream()).mapToLong(Point::step).max().orElse(1);
        Axis across = Axis.from0(last, frame == Frame.SMALL ? 2 : 4, frame.left(), frame.right());
        Point end = series.get(0).points().get(series.get(0).points().size() - 1);
        return new Chart(
                title,
                meaning,
                text.apply(end.value()),
                description(title, series, comparisons, text),
                frame,
                across.ticks(step -> Numbers.whole(Math.round(step))),
                up.ticks(text),
                levels(comparisons, up, text),
                series.stream().map(line -> line(line, across, up, text)).toList());
    }

    private static String description(
            String title, List<Series> series, List<Comparison> comparisons, DoubleFunction<String> text) {
        StringBuilder description = new StringBuilder(title);
        for (Series line : series) {
            List<Point> points = line.points();
            description.append("; ").append(line.name()).append(": ").append(text.apply(points.get(0).value()))
                    .append(" at step ").append(Numbers.whole(points.get(0).step())).append(", ")
                    .append(text.apply(points.get(points.size() - 1).value()))
                    .append(" at step ").append(Numbers.whole(points.get(points.size() - 1).step()));
        }
        for (Comparison comparison : comparisons) {
            description.append("; ").append(comparison.name()).append(": ").append(text.apply(comparison.value()));
        }
        return description.toString();
    }

    /** Labels that would lie on each other are moved apart, upwards from the lowest. */
    private static List<Level> levels(List<Comparison> comparisons, Axis up, DoubleFunction<String> text) {
        List<Level> levels = new ArrayList<>();
        double free = Double.MAX_VALUE;
        for (Comparison comparison : comparisons.stream()
                .filter(level -> Double.isFinite(level.value()))
                .sorted((a, b) -> Double.compare(a.value(), b.value()))
                .toList()) {
            double y = up.place(comparison.value());
            double label = Math.min(y, free);
            free = label - LABEL_HEIGHT;
            String name = comparison.name() + " " + text.apply(comparison.value());
            levels.add(new Level(comparison.kind(), name, Axis.decimal(y), Axis.decimal(label)));
        }
        return levels;
    }

    private static Line line(Series series, Axis across, Axis up, DoubleFunction<String> text) {
        StringBuilder path = new StringBuilder();
        List<Dot> dots = new ArrayList<>();
        boolean gap = true;
        for (Point point : series.points()) {
            if (!Double.isFinite(point.value())) {
                gap = true;
                continue;
            }
            String x = across.at(point.step());
            String y = up.at(point.value());
            path.append(gap ? "M" : "L").append(x).append(' ').append(y);
            gap = false;
            String step = Numbers.whole(point.step());
            dots.add(new Dot(x, y, series.name() + " at step " + step + ": " + text.apply(point.value())));
        }
        return new Line(series.kind(), series.name(), path.toString(), dots);
    }
}
