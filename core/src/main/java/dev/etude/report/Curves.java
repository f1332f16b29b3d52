package dev.etude.report;

import dev.etude.report.Chart.Comparison;
import dev.etude.report.Chart.Frame;
import dev.etude.report.Chart.Point;
import dev.etude.report.Chart.Series;
import dev.etude.spi.RunRecord.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the run went, step by step.
 *
 * @param large the losses, what the critic thinks, and the figure that tells most
 * @param small every other figure
 */
record Curves(List<Chart> large, List<Chart> small) {
    private static final int MOST_POINTS = 400;
    private static final String TRAINING = "train/";
    private static final String MEASURED = "eval/";

    private record Pair(String title, String meaning, Map<String, String> names) {}

    private static final List<Pair> PAIRS = List.of(
            new Pair(
                    "Losses",
                    "Each side learns by making its own loss smaller, which makes the other's larger: a tie keeps both level.",
                    Map.of("train/critic-loss", "Critic", "train/generator-loss", "Generator")),
            new Pair(
                    "What the critic thinks",
                    "Its mean score of real and of generated music: the farther apart, the more easily it tells them apart.",
                    Map.of("train/real-score", "Real", "train/generated-score", "Generated")));

    /** The curves; empty if there are no two points to join. */
    static Optional<Curves> of(RunFacts facts) {
        Map<String, List<Point>> points = points(facts.journal());
        Set<String> used = new LinkedHashSet<>();
        List<Chart> large = new ArrayList<>();
        Optional<String> main = FigureWords.ordered(facts.figures()).keySet().stream().findFirst();
        main.map(name -> measured(name, facts, points, Frame.LARGE_WITH_LABELS)).filter(Optional::isPresent).map(Optional::get).ifPresent(chart -> {
            large.add(chart);
            used.add(MEASURED + main.get());
        });
        for (Pair pair : PAIRS) {
            List<Series> series = new ArrayList<>();
            pair.names().keySet().stream().sorted().forEach(name -> {
                Series line = new Series(
                        name.substring(TRAINING.length()), pair.names().get(name), smooth(points.getOrDefault(name, List.of())));
                if (line.isDrawable()) {
                    series.add(line);
                    used.add(name);
                }
            });
            if (!series.isEmpty()) {
                large.add(Chart.of(pair.title(), pair.meaning(), Frame.LARGE, series, List.of(), Numbers::plain));
            }
        }
        List<Chart> small = new ArrayList<>();
        FigureWords.ordered(facts.figures()).keySet().stream()
                .filter(name -> !used.contains(MEASURED + name))
                .forEach(name -> measured(name, facts, points, Frame.SMALL).ifPresent(small::add));
        points.keySet().stream().filter(name -> name.startsWith(TRAINING) && !used.contains(name)).forEach(name -> {
            Series line = new Series("run", "this run", smooth(points.get(name)));
            if (line.isDrawable()) {
                String title = FigureWords.readable(name.substring(TRAINING.length()));
                small.add(Chart.of(title, "", Frame.SMALL, List.of(line), List.of(), Numbers::plain));
            }
        });
        return large.isEmpty() && small.isEmpty() ? Optional.empty() : Optional.of(new Curves(large, small));
    }

    private static Optional<Chart> measured(String name, RunFacts facts, Map<String, List<Point>> points, Frame frame) {
        Series line = new Series("run", "this run", smooth(points.getOrDefault(MEASURED + name, List.of())));
        if (!line.isDrawable()) {
            return Optional.empty();
        }
        FigureWords words = FigureWords.of(name);
        List<Comparison> comparisons = new ArrayList<>();
        facts.rows().forEach((row, figures) -> {
            double value = figures.getOrDefault(name, Double.NaN);
            if (Double.isFinite(value)) {
                comparisons.add(new Comparison(row, row.replace('-', ' '), value));
            }
        });
        return Optional.of(Chart.of(words.name(), words.meaning(), frame, List.of(line), comparisons, words::text));
    }

    private static Map<String, List<Point>> points(List<Figures> journal) {
        Map<String, List<Point>> points = new LinkedHashMap<>();
        for (Figures line : journal) {
            line.values().forEach((name, value) ->
                    points.computeIfAbsent(name, any -> new ArrayList<>()).add(new Point(line.step(), value)));
        }
        return points;
    }

    /** At most so many points as can be seen: each the mean of its neighbours. */
    private static List<Point> smooth(List<Point> points) {
        if (points.size() <= MOST_POINTS) {
            return points;
        }
        List<Point> smooth = new ArrayList<>();
        for (int i = 0; i < MOST_POINTS; i++) {
            int from = (int) ((long) i * points.size() / MOST_POINTS);
            int to = (int) ((i + 1L) * points.size() / MOST_POINTS);
            List<Point> bucket = points.subList(from, to);
            double mean = bucket.stream().mapToDouble(Point::value).filter(Double::isFinite).average().orElse(Double.NaN);
            smooth.add(new Point(bucket.get(bucket.size() - 1).step(), mean));
        }
        return smooth;
    }
}
