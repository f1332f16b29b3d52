package dev.etude.report;

import dev.etude.report.Chart.Comparison;
import dev.etude.report.Chart.Frame;
import dev.etude.report.Chart.Point;
import dev.etude.report.Chart.Series;
import dev.etude.spi.RunRecord.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the run went, step by step.
 *
 * @param large the figure that tells most, the losses, and what the critic thinks
 * @param small every other figure
 */
record Curves(List<Chart> large, List<Chart> small) {
    private static final int MOST_POINTS = 400;
    private static final String TRAINING = "train/";
    private static final String MEASURED = "eval/";
    private static final List<Group> GROUPS = List.of(
            new Group(
                    "Losses",
                    "Each side learns by making its own loss smaller, which makes the other’s larger: a tie is level.",
                    List.of(new Member("critic-loss", "Critic"), new Member("generator-loss", "Generator"))),
            new Group(
                    "What the critic thinks",
                    "Its mean scores. The farther apart, the more easily it tells real music from generated.",
                    List.of(new Member("real-score", "Real"), new Member("generated-score", "Generated"))));

    /** Figures of the training that belong into one chart. */
    private record Group(String title, String meaning, List<Member> members) {}

    private record Member(String figure, String name) {}

    /** The curves; empty if no figure was logged twice. */
    static Optional<Curves> of(RunFacts facts) {
        Map<String, List<Point>> points = points(facts.journal());
        List<Chart> large = new ArrayList<>();
        List<Chart> small = new ArrayList<>();
        for (String figure : FigureWords.ordered(facts.figures()).keySet()) {
            List<Point> measured = points.getOrDefault(MEASURED + figure, List.of());
            if (large.isEmpty()) {
                measured(figure, measured, facts, Frame.LARGE_WITH_LABELS).ifPresent(large::add);
            } else {
                measured(figure, measured, facts, Frame.SMALL).ifPresent(small::add);
            }
        }
        for (Group group : GROUPS) {
            List<Series> lines = new ArrayList<>();
            for (Member member : group.members()) {
                List<Point> logged = points.remove(TRAINING + member.figure());
                line(member.figure(), member.name(), logged).ifPresent(lines::add);
            }
            if (!lines.isEmpty()) {
                large.add(Chart.of(group.title(), group.meaning(), Frame.LARGE, lines, List.of(), Numbers::plain));
            }
        }
        points.forEach((name, logged) -> {
            if (name.startsWith(TRAINING)) {
                String title = FigureWords.readable(name.substring(TRAINING.length()));
                line("run", "this run", logged).ifPresent(line ->
                        small.add(Chart.of(title, "", Frame.SMALL, List.of(line), List.of(), Numbers::plain)));
            }
        });
        return large.isEmpty() && small.isEmpty() ? Optional.empty() : Optional.of(new Curves(large, small));
    }

    private static Optional<Chart> measured(String figure, List<Point> points, RunFacts facts, Frame frame) {
        FigureWords words = FigureWords.of(figure);
        List<Comparison> comparisons = new ArrayList<>();
        facts.rows().forEach((row, figures) -> {
            double value = figures.getOrDefault(figure, Double.NaN);
            if (Double.isFinite(value)) {
                comparisons.add(new Comparison(row, row.replace('-', ' '), value));
            }
        });
        return line("run", "this run", points)
                .map(line -> Chart.of(words.name(), words.meaning(), frame, List.of(line), comparisons, words::text));
    }

    private static Map<String, List<Point>> points(List<Figures> journal) {
        Map<String, List<Point>> points = new LinkedHashMap<>();
        for (Figures line : journal) {
            line.values().forEach((name, value) -> points
                    .computeIfAbsent(name, any -> new ArrayList<>())
                    .add(new Point(line.step(), value)));
        }
        return points;
    }

    /** A line of at most so many points as can be seen, each the mean of its neighbours; empty if it is none. */
    private static Optional<Series> line(String kind, String name, List<Point> points) {
        if (points == null || points.stream().filter(point -> Double.isFinite(point.value())).count() < 2) {
            return Optional.empty();
        }
        int count = Math.min(points.size(), MOST_POINTS);
        List<Point> smooth = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) i * points.size() / count);
            int to = (int) ((i + 1L) * points.size() / count);
            List<Point> near = points.subList(from, to);
            double mean = near.stream()
                    .mapToDouble(Point::value)
                    .filter(Double::isFinite)
                    .average()
                    .orElse(Double.NaN);
            smooth.add(new Point(near.get(near.size() - 1).step(), mean));
        }
        return Optional.of(new Series(kind, name, smooth));
    }
}
