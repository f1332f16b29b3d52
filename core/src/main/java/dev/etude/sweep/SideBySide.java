package dev.etude.sweep;

import dev.etude.spi.RunRecord;
import dev.etude.spi.RunRecord.Artifact;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The last samples of equal seeds, a column a setting: the first ones of each run, not the best. */
final class SideBySide {
    private static final int SEEDS = 3;
    private static final int SAMPLES = 3;

    private final Comparison comparison;
    private final Path folder;

    SideBySide(Comparison comparison, Path folder) {
        this.comparison = comparison;
        this.folder = folder;
    }

    void write(StringBuilder page) throws IOException {
        List<Grouping.Group> groups = comparison.groups();
        List<String> seeds = seeds(groups);
        page.append("<section>\n<h2>Samples</h2>\n<p class=\"note\">The first ").append(SAMPLES)
                .append(" samples of each run at its end, as they came.</p>\n")
                .append("<div class=\"wide\"><table class=\"samples\">\n");
        page.append("<thead><tr><th>seed</th>");
        for (int group = 0; group < groups.size(); group++) {
            page.append("<th class=\"%s\">%s</th>".formatted(Html.color(group), Html.escape(groups.get(group).name())));
        }
        page.append("</tr></thead>\n<tbody>\n");
        for (String seed : seeds) {
            page.append("<tr><th>").append(Html.escape(seed)).append("</th>");
            for (Grouping.Group group : groups) {
                page.append("<td>");
                if (group.runs().containsKey(seed)) {
                    samples(page, group.runs().get(seed).record());
                }
                page.append("</td>");
            }
            page.append("</tr>\n");
        }
        page.append("</tbody>\n</table></div>\n</section>\n");
    }

    /** Seeds that every setting has come first. */
    private static List<String> seeds(List<Grouping.Group> groups) {
        Set<String> all = new LinkedHashSet<>();
        groups.forEach(group -> all.addAll(group.runs().keySet()));
        List<String> ordered = new ArrayList<>(all.stream()
                .filter(seed -> groups.stream().allMatch(group -> group.runs().containsKey(seed)))
                .toList());
        all.stream().filter(seed -> !ordered.contains(seed)).forEach(ordered::add);
        return ordered.stream().limit(SEEDS).toList();
    }

    private void samples(StringBuilder page, RunRecord run) throws IOException {
        TreeMap<Long, TreeMap<String, List<Path>>> steps = new TreeMap<>();
        for (Artifact artifact : run.artifacts()) {
            if (artifact.step().isPresent()) {
                String file = artifact.path().getFileName().toString();
                String stem = file.replaceAll("\\..*", "");
                steps.computeIfAbsent(artifact.step().get(), none -> new TreeMap<>())
                        .computeIfAbsent(stem, none -> new ArrayList<>())
                        .add(run.folder().resolve(artifact.path()));
            }
        }
        if (steps.isEmpty()) {
            page.append("no samples");
            return;
        }
        for (Map.Entry<String, List<Path>> sample :
                steps.lastEntry().getValue().entrySet().stream().limit(SAMPLES).collect(Collectors.toList())) {
            for (Path file : sample.getValue()) {
                String address = Html.address(folder, file);
                if (file.toString().endsWith(".png")) {
                    page.append("<img loading=\"lazy\" alt=\"piano roll of %s\" src=\"%s\">"
                            .formatted(sample.getKey(), address));
                } else if (file.toString().endsWith(".wav")) {
                    page.append("<audio controls preload=\"none\" aria-label=\"%s\" src=\"%s\"></audio>"
                            .formatted(sample.getKey(), address));
                }
            }
        }
    }
}
