package dev.etude.sweep;

import dev.etude.spi.UserError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What runs have come to, setting by setting.
 *
 * @param groups the settings; differences are taken from the first
 * @param figures each figure over all settings
 * @param aside the runs that are not counted
 * @param notes what a reader must know besides
 */
record Comparison(
        List<Grouping.Group> groups, List<Figure> figures, List<ComparedRun.Aside> aside, List<String> notes) {
    private static final int FEW = 5;
    private static final String MEASURED = "samples.measured";

    /**
     * One figure.
     *
     * @param estimates one a group, in their order
     * @param references the same figure of real, held-out and random music, by name
     */
    record Figure(String name, List<Estimate> estimates, Map<String, Double> references) {}

    /**
     * A figure of one setting.
     *
     * @param n how many runs have the figure
     * @param interval of the mean; empty if n is below 2
     * @param paired the difference to the first setting; empty for the first itself
     */
    record Estimate(int n, double mean, Optional<Bootstrap.Interval> interval, Optional<Paired> paired) {}

    /**
     * The mean difference to the first setting over the seeds that both have.
     *
     * @param n how many seeds
     * @param interval of the mean difference; empty if n is below 2
     */
    record Paired(int n, double mean, Optional<Bootstrap.Interval> interval) {}

    /**
     * Compares runs.
     *
     * @param runs the finished runs, in order
     * @param asked settings that come first in the names
     * @param metrics the figures to compare; all if empty
     * @param aside those found to be not countable so far
     * @throws UserError if no run is there to be counted, or none has a figure that is asked for
     */
    static Comparison of(
            List<ComparedRun> runs, List<String> asked, List<String> metrics, List<ComparedRun.Aside> aside) {
        if (runs.isEmpty()) {
            throw new UserError("compare: no run has finished there" + (aside.isEmpty()
                    ? ""
                    : "; the first that has not: " + aside.get(0).run() + ": " + aside.get(0).reason()));
        }
        List<ComparedRun.Aside> left = new ArrayList<>(aside);
        List<Grouping.Group> groups = Grouping.of(runs, asked, left);
        Set<String> known = new LinkedHashSet<>();
        runs.forEach(run -> known.addAll(run.summary().figures().keySet()));
        for (String metric : metrics) {
            if (!known.contains(metric)) {
                throw new UserError("compare: " + metric + ": no such folder, and no figure of these runs; their"
                        + " figures: " + String.join(", ", known));
            }
        }
        List<Figure> figures = (metrics.isEmpty() ? known : metrics)
                .stream().map(name -> figure(name, groups)).toList();
        return new Comparison(groups, figures, left, notes(runs, groups));
    }

    private static Figure figure(String name, List<Grouping.Group> groups) {
        List<Estimate> estimates = new ArrayList<>();
        for (Grouping.Group group : groups) {
            double[] values = group.runs().values().stream()
                    .mapToDouble(run -> value(run, name))
                    .filter(Double::isFinite)
                    .toArray();
            Optional<Paired> paired =
                    group == groups.get(0) ? Optional.empty() : Optional.of(paired(name, group, groups.get(0)));
            estimates.add(new Estimate(values.length, Bootstrap.mean(values), Bootstrap.interval(values), paired));
        }
        return new Figure(name, estimates, references(name, groups));
    }

    private static Paired paired(String name, Grouping.Group group, Grouping.Group first) {
        double[] differences = group.runs().entrySet().stream()
                .filter(run -> first.runs().containsKey(run.getKey()))
                .mapToDouble(run -> value(run.getValue(), name) - value(first.runs().get(run.getKey()), name))
                .filter(Double::isFinite)
                .toArray();
        return new Paired(differences.length, Bootstrap.mean(differences), Bootstrap.interval(differences));
    }

    /** Equal in every run on equal data and windows; where they differ, they are told setting by setting. */
    private static Map<String, Double> references(String name, List<Grouping.Group> groups) {
        Map<String, Map<String, Double>> byRow = new LinkedHashMap<>();
        for (Grouping.Group group : groups) {
            ComparedRun run = group.runs().values().iterator().next();
            run.summary().rows().forEach((row, values) -> {
                if (values.containsKey(name)) {
                    byRow.computeIfAbsent(row, none -> new LinkedHashMap<>()).put(group.name(), values.get(name));
                }
            });
        }
        Map<String, Double> references = new LinkedHashMap<>();
        byRow.forEach((row, values) -> {
            if (values.values().stream().distinct().count() == 1) {
                references.put(row, values.values().iterator().next());
            } else {
                values.forEach((group, value) -> references.put(row + " (" + group + ")", value));
            }
        });
        return references;
    }

    private static double value(ComparedRun run, String name) {
        return run.summary().figures().getOrDefault(name, Double.NaN);
    }

    private static List<String> notes(List<ComparedRun> runs, List<Grouping.Group> groups) {
        List<String> notes = new ArrayList<>();
        notes.add("Intervals: " + Bootstrap.METHOD + ". Of fewer than 2 runs there is none.");
        if (groups.stream().anyMatch(group -> group.runs().size() > 1 && group.runs().size() <= FEW)) {
            notes.add("With 5 runs or fewer these intervals are too narrow: of intervals from 5 values, some 83"
                    + " in a hundred hold the true mean.");
        }
        if (groups.size() > 1) {
            notes.add("Differences: to " + groups.get(0).name() + ", mean over the seeds that both settings have.");
        }
        Map<String, Set<String>> measured = new LinkedHashMap<>();
        groups.forEach(group -> group.runs().values().forEach(run -> measured
                .computeIfAbsent(run.settings().getOrDefault(MEASURED, "not set"), none -> new LinkedHashSet<>())
                .add(group.name())));
        if (measured.size() > 1) {
            notes.add("Not measured on equally many samples, and the more there are, the lower is distinct and the"
                    + " higher is chord-kinds: " + MEASURED + "=" + measured.entrySet().stream()
                            .map(each -> each.getKey() + " in " + String.join(", ", each.getValue()))
                            .collect(Collectors.joining("; ")) + ".");
        }
        long versions = runs.stream().map(ComparedRun::version).distinct().count();
        if (versions > 1) {
            notes.add("The runs were made by " + versions + " versions of Etude (git.commit in environment.json).");
        }
        return notes;
    }
}
