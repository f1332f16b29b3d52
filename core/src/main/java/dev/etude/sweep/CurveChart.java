package dev.etude.sweep;

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
    private final double distance;
    private final double least;
    private final double most;
    private final long last;

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
        this.distance = distance(high > low ? high - low : Math.max(1, Math.abs(high)));
        this.least = Math.floor(low / distance) * distance;
        this.most = Math.max(Math.ceil(high / distance), Math.floor(low / distance) + 1) * distance;
        this.last = groups.stream()
                .flatMap(List::stream)
                .filter(run -> !run.isEmpty())
                .mapToLong(TreeMap::lastKey)
                .max()
                .orElse(1);
    }

    /** Whether there is a line to draw. */
    boolean isDrawable() {
        return groups.stream().flatMap(List::stream).anyMatch(run -> run.size() > 1);
    }

    String svg(String name) {
        StringBuilder svg = new StringBuilder();
        svg.append("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s over training steps\">\n"
                .formatted(WIDTH, HEIGHT, Html.escape(name)));
        int decimals = Math.max(0, (int) -Math.floor(Math.log10(distance)));
        for (long mark = Math.round(least / distance); mark <= Math.round(most / distance); mark++) {
            String y = decimal(up(mark * distance));
            svg.append("<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\"/>".formatted(LEFT, RIGHT, y, y));
            svg.append("<text class=\"up\" x=\"%d\" y=\"%s\" dy=\"4\">%s</text>\n"
                    .formatted(LEFT - 6, y, String.format(Locale.ROOT, "%,." + decimals + "f", mark * distance)));
        }
        for (int mark = 0; mark <= MARKS; mark++) {
            long step = Math.round((double) last * mark / MARKS);
            svg.append("<text class=\"across\" x=\"%s\" y=\"%d\">%s</text>\n"
                    .formatted(decimal(across(step)), BOTTOM + 18, String.format(Locale.ROOT, "%,d", step)));
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
            double y = up(ordered.get(index).getValue());
            svg.append("<line class=\"level\" x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\"/>\n"
                    .formatted(LEFT, RIGHT, decimal(y), decimal(y)));
            names = below - y < LABEL_HEIGHT ? names + ", " + ordered.get(index).getKey() : ordered.get(index).getKey();
            below = y;
            boolean last = index == ordered.size() - 1 || y - up(ordered.get(index + 1).getValue()) >= LABEL_HEIGHT;
            if (last) {
                svg.append("<text class=\"level\" x=\"%d\" y=\"%s\" dy=\"-3\">%s</text>\n"
                        .formatted(RIGHT, decimal(y), Html.escape(names)));
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
                path.append(gap ? 'M' : 'L').append(decimal(across(point.getKey()))).append(' ')
                        .append(decimal(up(point.getValue())));
                gap = false;
            }
        }
        if (path.length() > 0) {
            svg.append("<path class=\"%s %s\" d=\"%s\"/>\n".formatted(kind, Html.color(group), path));
        }
    }

    private double across(long step) {
        return LEFT + (RIGHT - LEFT) * (double) step / Math.max(1, last);
    }

    private double up(double value) {
        return BOTTOM - (BOTTOM - TOP) * (value - least) / (most - least);
    }

    /** The distance of the marks over a range: 1, 2 or 5 times a power of ten. */
    private static double distance(double range) {
        double power = Math.pow(10, Math.floor(Math.log10(range / MARKS)));
        double factor = range / MARKS / power;
        return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
