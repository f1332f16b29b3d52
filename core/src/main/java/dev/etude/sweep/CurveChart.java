package dev.etude.sweep;

import dev.etude.report.Axis;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Learning curves as SVG: a thin line a run, a thick one for the mean of its group where all of its runs have a value.
 */
final class CurveChart {
    private static final int WIDTH = 420;
    private static final int HEIGHT = 240;
    private static final int LEFT = 52;
    private static final int RIGHT = 410;
    private static final int TOP = 10;
    private static final int BOTTOM = 212;
    private static final int MOST_POINTS = 200;
    private static final int MARKS = 4;
    private static final double LABEL_HEIGHT = 12;

    private final List<List<TreeMap<Long, Double>>> groups;
    private final Map<String, Double> levels;
    private final Axis up;
    private final Axis across;

    /**
     * @param groups value by step, of each run of each group
     * @param levels horizontal lines to compare with, by name
     */
    CurveChart(List<List<TreeMap<Long, Double>>> groups, Map<String, Double> levels) {
        this.groups = groups;
        this.levels = levels;
        List<Double> values = new ArrayList<>(levels.values());
        groups.forEach(group -> group.forEach(run -> values.addAll(run.values())));
        double low = values.stream().filter(Double::isFinite).mapToDouble(value -> value).min().orElse(0);
        double high = values.stream().filter(Double::isFinite).mapToDouble(value -> value).max().orElse(1);
        // Upwards only where all values are equal: a share of 0 has nothing below it.
        double top = high > low ? high : low + Math.max(1, Math.abs(low));
        this.up = Axis.around(low, top, MARKS, BOTTOM, TOP);
        long last = groups.stream()
                .flatMap(List::stream)
                .filter(run -> !run.isEmpty())
                .mapToLong(TreeMap::lastKey)
                .max()
                .orElse(1);
        this.across = Axis.from0(last, MARKS, LEFT, RIGHT);
    }

    /** Whether there is a line to draw. */
    boolean isDrawable() {
        return groups.stream().flatMap(List::stream).anyMatch(run -> run.size() > 1);
    }

    String svg(String name) {
        StringBuilder svg = new StringBuilder();
        svg.append("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s over training steps\">\n"
                .formatted(WIDTH, HEIGHT, Html.escape(name)));
        String value = "%,." + Math.max(0, (int) -Math.floor(Math.log10(up.distance()))) + "f";
        for (Axis.Tick tick : up.ticks(each -> String.format(Locale.ROOT, value, each))) {
            svg.append("<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\"/>"
                    .formatted(LEFT, RIGHT, tick.at(), tick.at()));
            svg.append("<text class=\"up\" x=\"%d\" y=\"%s\" dy=\"4\">%s</text>\n"
                    .formatted(LEFT - 6, tick.at(), tick.label()));
        }
        for (Axis.Tick tick : across.ticks(step -> String.format(Locale.ROOT, "%,d", Math.round(step)))) {
            svg.append("<text class=\"across\" x=\"%s\" y=\"%d\">%s</text>\n"
                    .formatted(tick.at(), BOTTOM + 18, tick.label()));
        }
        levels(svg);
        for (int group = 0; group < groups.size(); group++) {
            for (TreeMap<Long, Double> run : groups.get(group)) {
                path(svg, "seed", group, run);
            }
            path(svg, "mean", group, mean(groups.get(group)));
        }
        return svg.append("</svg>\n").toString();
    }

    /** Lines that lie too near to each other for a label each share one. */
    private void levels(StringBuilder svg) {
        List<Map.Entry<String, Double>> ordered = levels.entrySet().stream()
                .filter(level -> Double.isFinite(level.getValue()))
                .sorted(Map.Entry.comparingByValue())
                .toList();
        double below = Double.POSITIVE_INFINITY;
        String names = "";
        for (int index = 0; index < ordered.size(); index++) {
            double y = up.place(ordered.get(index).getValue());
            svg.append("<line class=\"level\" x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\"/>\n"
                    .formatted(LEFT, RIGHT, Axis.decimal(y), Axis.decimal(y)));
            names = below - y < LABEL_HEIGHT ? names + ", " + ordered.get(index).getKey() : ordered.get(index).getKey();
            below = y;
            boolean isLast = index == ordered.size() - 1;
            if (isLast || y - up.place(ordered.get(index + 1).getValue()) >= LABEL_HEIGHT) {
                svg.append("<text class=\"level\" x=\"%d\" y=\"%s\" dy=\"-3\">%s</text>\n"
                        .formatted(RIGHT, Axis.decimal(y), Html.escape(names)));
            }
        }
    }

    private static TreeMap<Long, Double> mean(List<TreeMap<Long, Double>> runs) {
        TreeMap<Long, Double> mean = new TreeMap<>();
        if (runs.isEmpty()) {
            return mean;
        }
        for (Long step : runs.get(0).keySet()) {
            if (runs.stream().allMatch(run -> run.containsKey(step))) {
                mean.put(step, runs.stream().mapToDouble(run -> run.get(step)).average().orElse(Double.NaN));
            }
        }
        return mean;
    }

    private void path(StringBuilder svg, String kind, int group, TreeMap<Long, Double> run) {
        StringBuilder path = new StringBuilder();
        int stride = Math.max(1, (run.size() + MOST_POINTS - 1) / MOST_POINTS);
        int at = 0;
        boolean gap = true;
        for (Map.Entry<Long, Double> point : run.entrySet()) {
            boolean shown = at % stride == 0 || at == run.size() - 1;
            at++;
            if (!Double.isFinite(point.getValue())) {
                gap = true;
            } else if (shown) {
                path.append(gap ? 'M' : 'L').append(across.at(point.getKey())).append(' ')
                        .append(up.at(point.getValue()));
                gap = false;
            }
        }
        if (path.length() > 0) {
            svg.append("<path class=\"%s %s\" d=\"%s\"/>\n".formatted(kind, Html.color(group), path));
        }
    }
}
