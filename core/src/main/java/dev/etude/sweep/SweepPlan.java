package dev.etude.sweep;

import dev.etude.spi.Doc;
import java.util.List;
import java.util.Map;

/** What was asked of a sweep: its {@code sweep.yaml}. */
@Doc("What was asked of a sweep")
record SweepPlan(
        @Doc("what the user typed") String command,
        @Doc("the config as the user named it") String config,
        @Doc("the experiments that the runs belong to") List<String> experiments,
        @Doc("how many runs go on at once") int parallel,
        @Doc("threads that the mathematics of one run uses: figures depend on it") int threads,
        @Doc("the settings of each run; the first run is number 1") List<Map<String, String>> runs) {
    SweepPlan() {
        this("", "", List.of(), 1, 1, List.of());
    }

    SweepPlan {
        if (parallel < 1) {
            throw new IllegalArgumentException("parallel: must be at least 1, was " + parallel);
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads: must be at least 1, was " + threads);
        }
        runs = List.copyOf(runs);
    }

    SweepPlan withParallel(int changed) {
        return new SweepPlan(command, config, experiments, changed, threads, runs);
    }

    /** What one would type to make a run by itself; {@code number} is from 1. */
    String commandOf(int number) {
        return typed(
                "./runner " + config,
                runs.get(number - 1).entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .toList());
    }

    /** What tells a run from the others, {@code seed=1 critic=fc}. */
    String label(int number) {
        Map<String, String> settings = runs.get(number - 1);
        List<String> varied = settings.entrySet().stream()
                .filter(setting -> runs.stream()
                        .anyMatch(other -> !setting.getValue().equals(other.get(setting.getKey()))))
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .toList();
        return varied.isEmpty() ? "run " + number : String.join(" ", varied);
    }

    /** A command with arguments as a shell takes them. */
    static String typed(String command, List<String> arguments) {
        StringBuilder typed = new StringBuilder(command);
        arguments.forEach(argument -> typed.append(' ').append(shell(argument)));
        return typed.toString();
    }

    private static String shell(String word) {
        return word.matches("[\\w.,:=/+@%-]*") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
