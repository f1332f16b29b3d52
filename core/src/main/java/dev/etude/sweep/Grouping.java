package dev.etude.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Sorts runs by the settings in which they differ, the seed apart. A setting that follows from those before it (the
 * hidden units of a critic that only one group has) is left out of a group's name.
 */
final class Grouping {
    private static final String DATA = "data.fingerprint";

    /** What decides over no figure, besides the seed, by which runs are paired. */
    private static final Set<String> FREE = Set.of("seed", "runs", "renderers", "trackers");

    private Grouping() {}

    /**
     * Runs of one setting.
     *
     * @param name {@code critic=conv batch=48}; {@code all runs} if there is only one group
     * @param runs by seed, in the order in which they came
     */
    record Group(String name, Map<String, ComparedRun> runs) {}

    /**
     * The groups, in the order in which their first runs came.
     *
     * @param asked settings that come first in the groups' names
     * @param aside takes a line for each run that is left out because a newer one has the same setting and seed
     */
    static List<Group> of(List<ComparedRun> runs, List<String> asked, List<ComparedRun.Aside> aside) {
        List<String> keys = telling(runs, asked);
        Map<String, Map<String, ComparedRun>> groups = new LinkedHashMap<>();
        for (ComparedRun run : runs) {
            String name = name(run, keys);
            ComparedRun older = groups.computeIfAbsent(name, none -> new LinkedHashMap<>()).put(run.seed(), run);
            if (older != null) {
                aside.add(new ComparedRun.Aside(older.record().name(),
                        "the same setting and seed as " + run.record().name() + ", which counts instead"));
            }
        }
        return groups.entrySet().stream().map(group -> new Group(group.getKey(), group.getValue())).toList();
    }

    /** The fewest settings, taken in order, that tell all groups from each other. */
    private static List<String> telling(List<ComparedRun> runs, List<String> asked) {
        Set<String> all = new LinkedHashSet<>();
        runs.forEach(run -> all.addAll(run.settings().keySet()));
        List<String> ordered = new ArrayList<>(all.stream()
                .filter(key -> !FREE.contains(key.split("\\.")[0]))
                .sorted(Comparator.comparingInt(key -> place(key, asked)))
                .toList());
        ordered.add(DATA);
        List<String> chosen = new ArrayList<>();
        long parts = 1;
        for (String key : ordered) {
            List<String> more = new ArrayList<>(chosen);
            more.add(key);
            long finer = runs.stream().map(run -> values(run, more)).distinct().count();
            if (finer > parts) {
                chosen = more;
                parts = finer;
            }
        }
        return chosen;
    }

    private static int place(String key, List<String> asked) {
        for (int index = 0; index < asked.size(); index++) {
            if (key.equals(asked.get(index))) {
                return 2 * index;
            }
            if (key.startsWith(asked.get(index) + ".")) {
                return 2 * index + 1;
            }
        }
        return 2 * asked.size();
    }

    private static List<String> values(ComparedRun run, List<String> keys) {
        return keys.stream().map(value(run)).toList();
    }

    private static Function<String, String> value(ComparedRun run) {
        return key -> key.equals(DATA)
                ? run.data().substring(0, Math.min(8, run.data().length()))
                : run.settings().getOrDefault(key, "not set");
    }

    private static String name(ComparedRun run, List<String> keys) {
        return keys.isEmpty()
                ? "all runs"
                : keys.stream().map(key -> key + "=" + value(run).apply(key)).collect(Collectors.joining(" "));
    }
}
