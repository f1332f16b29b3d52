package dev.etude.run;

import dev.etude.spi.RunRecord;
import dev.etude.spi.RunRecord.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares two runs of one configuration: every figure that was logged, but for those of the machine, and every sample
 * file.
 */
public final class Reproduction {
    private static final int SHOWN = 10;

    private Reproduction() {}

    /**
     * Compares a run with the run that it was done again in.
     *
     * @return a line for each difference, at most a few of each kind; empty if there is none
     */
    public static List<String> compare(Path run, Path again) throws IOException {
        List<String> differences = new ArrayList<>();
        compareFigures(new FolderRecord(run), new FolderRecord(again), differences);
        compareFiles(run.resolve(RunFiles.SAMPLES), again.resolve(RunFiles.SAMPLES), differences);
        return differences;
    }

    private static void compareFigures(RunRecord run, RunRecord again, List<String> differences) throws IOException {
        List<Figures> first = run.figures(0, Integer.MAX_VALUE);
        List<Figures> second = again.figures(0, Integer.MAX_VALUE);
        if (first.size() != second.size()) {
            differences.add(Journal.FILE + ": " + Shown.count(first.size(), "line") + ", then " + second.size());
        }
        int shown = 0;
        for (int line = 0; line < Math.min(first.size(), second.size()); line++) {
            Map<String, Double> before = figures(first.get(line));
            Map<String, Double> after = figures(second.get(line));
            Set<String> names = new TreeSet<>(before.keySet());
            names.addAll(after.keySet());
            for (String name : names) {
                Double then = before.get(name);
                Double now = after.get(name);
                if ((then == null || !then.equals(now)) && shown++ < SHOWN) {
                    differences.add("step " + first.get(line).step() + ": " + name + ": " + then + ", then " + now);
                }
            }
        }
        if (shown > SHOWN) {
            differences.add("and " + Shown.count(shown - SHOWN, "more figure"));
        }
    }

    private static Map<String, Double> figures(Figures line) {
        return line.values().entrySet().stream()
                .filter(entry -> !entry.getKey().startsWith("system/"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static void compareFiles(Path first, Path second, List<String> differences) throws IOException {
        Set<Path> names = new TreeSet<>(files(first));
        names.addAll(files(second));
        int shown = 0;
        for (Path name : names) {
            Path before = first.resolve(name);
            Path after = second.resolve(name);
            String difference = !Files.exists(before)
                    ? "is new"
                    : !Files.exists(after) ? "is missing" : Files.mismatch(before, after) >= 0 ? "differs" : "";
            if (!difference.isEmpty() && shown++ < SHOWN) {
                differences.add(RunFiles.SAMPLES + "/" + name + ": " + difference);
            }
        }
        if (shown > SHOWN) {
            differences.add("and " + Shown.count(shown - SHOWN, "more file"));
        }
    }

    private static Set<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(folder::relativize).collect(Collectors.toSet());
        }
    }
}
