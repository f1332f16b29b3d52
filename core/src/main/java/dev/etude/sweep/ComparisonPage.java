package dev.etude.sweep;

import dev.etude.spi.RunRecord;
import dev.etude.spi.RunRecord.Figures;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A comparison as a page: figures, samples side by side, learning curves. It needs no network; sounds and pictures are
 * linked.
 */
final class ComparisonPage {
    private static final String EVALUATED = "eval/";
    private static final String LOSS = "train/";

    private final Comparison comparison;
    private final Path folder;
    private final StringBuilder page = new StringBuilder();

    private ComparisonPage(Comparison comparison, Path folder) {
        this.comparison = comparison;
        this.folder = folder;
    }

    /**
     * The page.
     *
     * @param folder the one that it is written to; addresses are relative to it
     */
    static String html(Comparison comparison, Path folder) throws IOException {
        return new ComparisonPage(comparison, folder.toAbsolutePath().normalize()).html();
    }

    private String html() throws IOException {
        page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.append("<link rel=\"icon\" href=\"data:,\">\n");
        String name = Html.escape(folder.getFileName().toString());
        page.append("<title>Comparison · ").append(name).append("</title>\n<style>\n");
        page.append(style()).append("</style>\n</head>\n<body>\n");
        page.append("<h1>Comparison <small>").append(name).append("</small></h1>\n");
        legend();
        comparison.notes()
                .forEach(note -> page.append("<p class=\"note\">").append(Html.escape(note)).append("</p>\n"));
        figures();
        new SideBySide(comparison, folder).write(page);
        curves();
        runs();
        return page.append("</body>\n</html>\n").toString();
    }

    private void legend() {
        page.append("<ul class=\"legend\">\n");
        for (int group = 0; group < comparison.groups().size(); group++) {
            Grouping.Group each = comparison.groups().get(group);
            page.append("<li class=\"%s\">%s <small>%d %s</small></li>\n".formatted(
                    Html.color(group),
                    Html.escape(each.name()),
                    each.runs().size(),
                    each.runs().size() == 1 ? "run" : "runs"));
        }
        page.append("</ul>\n");
    }

    private void figures() {
        boolean differences = comparison.groups().size() > 1;
        page.append("<section>\n<h2>Figures</h2>\n<div class=\"wide\"><table>\n<thead><tr><th>figure</th>"
                + "<th>setting</th><th>n</th><th>mean</th><th>95% interval</th>");
        page.append(differences ? "<th>difference</th><th>95% interval</th><th>pairs</th>" : "");
        page.append("</tr></thead>\n");
        for (Comparison.Figure figure : comparison.figures()) {
            page.append("<tbody>\n");
            int lines = figure.estimates().size() + figure.references().size();
            String head = "<th rowspan=\"%d\">%s</th>".formatted(lines, Html.escape(figure.name()));
            for (int group = 0; group < figure.estimates().size(); group++) {
                Comparison.Estimate estimate = figure.estimates().get(group);
                Optional<Comparison.Paired> paired = estimate.paired();
                page.append("<tr>").append(group == 0 ? head : "");
                page.append("<td class=\"name %s\">%s</td>".formatted(
                        Html.color(group), Html.escape(comparison.groups().get(group).name())));
                cell(String.valueOf(estimate.n()));
                cell(ComparisonTable.number(estimate.mean()));
                cell(ComparisonTable.interval(estimate.interval()));
                if (differences) {
                    cell(paired.map(pairs -> ComparisonTable.signed(pairs.mean())).orElse(""));
                    cell(paired.map(pairs -> ComparisonTable.interval(pairs.interval())).orElse(""));
                    cell(paired.map(pairs -> String.valueOf(pairs.n())).orElse(""));
                }
                page.append("</tr>\n");
            }
            figure.references().forEach((name, value) -> page.append(
                    "<tr class=\"reference\"><td class=\"name\">%s</td><td></td><td>%s</td><td></td>%s</tr>\n"
                            .formatted(
                                    Html.escape(name),
                                    ComparisonTable.number(value),
                                    differences ? "<td></td><td></td><td></td>" : "")));
            page.append("</tbody>\n");
        }
        page.append("</table></div>\n</section>\n");
    }

    private void cell(String text) {
        page.append("<td>").append(Html.escape(text)).append("</td>");
    }

    private void curves() throws IOException {
        List<List<Map<String, TreeMap<Long, Double>>>> journals = new ArrayList<>();
        Set<String> losses = new LinkedHashSet<>();
        for (Grouping.Group group : comparison.groups()) {
            List<Map<String, TreeMap<Long, Double>>> ofGroup = new ArrayList<>();
            for (ComparedRun run : group.runs().values()) {
                Map<String, TreeMap<Long, Double>> journal = journal(run.record());
                journal.keySet().stream().filter(name -> name.startsWith(LOSS)).forEach(losses::add);
                ofGroup.add(journal);
            }
            journals.add(ofGroup);
        }
        page.append("<section>\n<h2>Learning curves</h2>\n<p class=\"note\">Thin lines are single seeds, thick ones"
                + " their mean; dashed ones real, held-out and random music.</p>\n<div class=\"charts\">\n");
        for (Comparison.Figure figure : comparison.figures()) {
            chart(figure.name(), EVALUATED + figure.name(), figure.references(), journals);
        }
        losses.forEach(loss -> chart(loss.substring(LOSS.length()), loss, Map.of(), journals));
        page.append("</div>\n</section>\n");
    }

    private void chart(
            String title,
            String name,
            Map<String, Double> levels,
            List<List<Map<String, TreeMap<Long, Double>>>> journals) {
        CurveChart chart = new CurveChart(
                journals.stream()
                        .map(group -> group.stream()
                                .map(journal -> journal.getOrDefault(name, new TreeMap<>()))
                                .toList())
                        .toList(),
                levels);
        if (chart.isDrawable()) {
            page.append("<figure><figcaption>").append(Html.escape(title)).append("</figcaption>\n");
            page.append(chart.svg(title)).append("</figure>\n");
        }
    }

    private static Map<String, TreeMap<Long, Double>> journal(RunRecord run) throws IOException {
        Map<String, TreeMap<Long, Double>> curves = new LinkedHashMap<>();
        for (Figures line : run.figures(0, Integer.MAX_VALUE)) {
            line.values().forEach((name, value) ->
                    curves.computeIfAbsent(name, none -> new TreeMap<>()).put(line.step(), value));
        }
        return curves;
    }

    private void runs() {
        page.append("<section>\n<h2>Runs</h2>\n<ul class=\"runs\">\n");
        for (int group = 0; group < comparison.groups().size(); group++) {
            for (ComparedRun run : comparison.groups().get(group).runs().values()) {
                page.append("<li class=\"%s\"><a href=\"%s\">%s</a> %s</li>\n".formatted(
                        Html.color(group),
                        Html.address(folder, run.record().folder().resolve("report.html")),
                        Html.escape(run.record().name()),
                        Html.escape(comparison.groups().get(group).name())));
            }
        }
        page.append("</ul>\n");
        if (!comparison.aside().isEmpty()) {
            page.append("<h3>Not counted</h3>\n<ul>\n");
            comparison.aside().forEach(run -> page.append("<li>").append(Html.escape(run.run() + ": " + run.reason()))
                    .append("</li>\n"));
            page.append("</ul>\n");
        }
        page.append("</section>\n");
    }

    private static String style() {
        try (InputStream style = ComparisonPage.class.getResourceAsStream("compare.css")) {
            return new String(style.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
