package dev.etude.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.config.ConfigReader;
import dev.etude.config.ConfigWriter;
import dev.etude.plugins.PluginCatalog;
import dev.etude.spi.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares run folders written by hand, with figures whose means and differences can be computed in the head. */
class ComparingTest {
    @TempDir
    private Path runs;

    private Path experiment;
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void folder() {
        experiment = runs.resolve("chords");
    }

    @Test
    void meansIntervalsAndPairedDifferencesAreThoseOfTheFinishedRuns() throws Exception {
        fc("1").finished("\"chord-rate\": 0.5");
        fc("2").finished("\"chord-rate\": 0.7");
        conv("1").finished("\"chord-rate\": 0.9");
        conv("2").finished("\"chord-rate\": 0.8");
        conv("3").finished("\"chord-rate\": 0.7");

        compare(experiment);

        Map<String, List<String>> lines = lines();
        assertEquals(List.of("2", "0.6", "0.5", "0.7", "", "", "", ""), rounded(lines.get("chord-rate critic=fc")));
        // Differences 0.4 (seed 1) and 0.1 (seed 2); seed 3 has no partner. Of two values the interval is the two
        // themselves.
        assertEquals(
                List.of("3", "0.8", "0.7", "0.9", "2", "0.25", "0.1", "0.4"),
                rounded(lines.get("chord-rate critic=conv")));
        assertEquals(List.of("", "0.98", "", "", "", "", "", ""), rounded(lines.get("chord-rate held-out")));
        assertEquals(5, lines.size(), lines.keySet().toString());
    }

    @Test
    void ofOneRunThereIsNoIntervalAndAnUndefinedFigureIsNotCounted() throws Exception {
        fc("1").finished("\"chord-rate\": 0.5, \"nearest\": 3");
        fc("2").finished("\"chord-rate\": null, \"nearest\": 5");
        conv("1").finished("\"chord-rate\": 0.9, \"nearest\": 4");

        compare(experiment);

        Map<String, List<String>> lines = lines();
        assertEquals(List.of("1", "0.5", "", "", "", "", "", ""), rounded(lines.get("chord-rate critic=fc")));
        assertEquals(List.of("2", "4.0", "3.0", "5.0", "", "", "", ""), rounded(lines.get("nearest critic=fc")));
        assertEquals(List.of("1", "0.9", "", "", "1", "0.4", "", ""), rounded(lines.get("chord-rate critic=conv")));
        assertTrue(said.stream().anyMatch(line -> line.matches("  critic=fc +1 +0.5000 +-")), said.toString());
    }

    @Test
    void runsThatHaveNotFinishedAreListedApart() throws Exception {
        fc("1").finished("\"chord-rate\": 0.5");
        fc("2").status("failed", "the critic's loss is not finite at step 7");
        fc("3").status("running", "");

        compare(experiment);

        assertEquals("1", lines().get("chord-rate all runs").get(0));
        String all = String.join("\n", said);
        assertTrue(all.contains("01-fc-2: the critic's loss is not finite at step 7"), all);
        assertTrue(all.contains("01-fc-3: stopped before its end"), all);
        assertTrue(page().contains("01-fc-2: the critic's loss is not finite at step 7"));
    }

    @Test
    void aRunDoneTwiceCountsOnce() throws Exception {
        fc("1").finished("\"chord-rate\": 0.5");
        new WrittenRun(experiment, "01-fc-1-again", settings("fc", "1")).finished("\"chord-rate\": 0.7");

        compare(experiment);

        assertEquals(List.of("1", "0.7"), lines().get("chord-rate all runs").subList(0, 2));
        assertTrue(String.join("\n", said).contains("01-fc-1: the same setting and seed as 01-fc-1-again"));
    }

    @Test
    void whoWasMeasuredOnMoreSamplesIsTold() throws Exception {
        fc("1").finished("\"distinct\": 0.5");
        Map<String, String> more = new HashMap<>(settings("conv", "1"));
        more.put("samples.measured", "500");
        new WrittenRun(experiment, "02-conv-1", more).finished("\"distinct\": 0.3");

        compare(experiment);

        String told = said.stream().filter(line -> line.startsWith("Not measured on equally many samples")).findFirst().orElse("");
        assertTrue(told.endsWith("samples.measured=not set in critic=fc; 500 in critic=conv."), said.toString());
        assertTrue(page().contains("Not measured on equally many samples"));
        assertEquals("1", lines().get("distinct critic=conv").get(0), "shown all the same");
    }

    @Test
    void otherDataAreAnotherSettingAndAnotherVersionIsTold() throws Exception {
        fc("1").finished("\"chord-rate\": 0.5");
        fc("2").note(Map.of("data.fingerprint", "bbbb", "git.commit", "5678")).finished("\"chord-rate\": 0.7");

        compare(experiment);

        assertEquals("1", lines().get("chord-rate data.fingerprint=aaaa").get(0));
        assertEquals("1", lines().get("chord-rate data.fingerprint=bbbb").get(0));
        assertTrue(String.join("\n", said).contains("made by 2 versions of Etude"));
    }

    @Test
    void theFirstValueThatASweepAskedForIsWhatTheOthersAreComparedWith() throws Exception {
        List<Map<String, String>> asked =
                SettingLists.parse(List.of("critic=conv,fc", "seed=1,2")).product();
        SweepPlan plan = new SweepPlan("./runner sweep x", "x", List.of("chords"), 2, 1, asked);
        SweepFolder sweep = SweepFolder.create(runs, plan, List.of("a", "b", "c", "d"), Instant.now());
        fc("1").note(Map.of("sweep", sweep.name(), "sweep.run", "3")).finished("\"chord-rate\": 0.5");
        conv("1").note(Map.of("sweep", sweep.name(), "sweep.run", "1")).finished("\"chord-rate\": 0.9");
        conv("2").finished("\"chord-rate\": 0.1");
        Files.createDirectories(sweep.errors(2).getParent());
        Files.writeString(sweep.errors(2), "\nno music there; set data.folder\nmore\n");

        compare(sweep.path());

        Map<String, List<String>> lines = lines(sweep.path());
        assertEquals(List.of("1", "0.9"), lines.get("chord-rate critic=conv").subList(0, 2), "not the run of no sweep");
        assertEquals(List.of("1", "-0.4"), rounded(lines.get("chord-rate critic=fc")).subList(4, 6));
        String all = String.join("\n", said);
        assertTrue(all.contains("critic=conv seed=2: no music there; set data.folder"), all);
        assertTrue(all.contains("critic=fc seed=2: has not begun"), all);
    }

    @Test
    void thePageNeedsNoNetworkAndItsLinksLeadToTheRuns() throws Exception {
        fc("1").finished("\"chord-rate\": 0.5");
        conv("1").finished("\"chord-rate\": 0.9");

        compare(experiment);

        String page = page();
        assertFalse(page.contains("http"), "no address of another machine");
        for (String link : List.of(
                "01-fc-1/samples/step-00000020/sample-01.wav", "02-conv-1/samples/step-00000020/sample-01.png")) {
            assertTrue(page.contains("src=\"" + link + "\""), link);
            assertTrue(Files.exists(experiment.resolve(link)), link);
        }
        assertTrue(page.contains("class=\"seed g0\"") && page.contains("class=\"mean g1\""), "curves of both settings");
        assertTrue(page.contains(">held-out, real</text>"), "and of what they are compared with");
    }

    @Test
    void whatIsMissingIsToldInOneLine() throws Exception {
        fc("1").status("failed", "no luck");

        assertTrue(assertThrows(UserError.class, () -> compare(experiment)).getMessage().contains("01-fc-1: no luck"));
        fc("2").finished("\"chord-rate\": 0.5");
        String unknown = assertThrows(UserError.class, () -> compare(experiment, "chord-rat")).getMessage();
        assertTrue(unknown.contains("chord-rat: no such folder, and no figure"), unknown);
        assertTrue(unknown.endsWith("figures: chord-rate"), unknown);
        Path empty = Files.createDirectories(runs.resolve("empty"));
        assertThrows(UserError.class, () -> compare(empty));
    }

    @Test
    void aPlanIsReadBackAsItWasWritten() throws Exception {
        List<Map<String, String>> asked = SettingLists.parse(
                        List.of("critic={plugin: fc, hidden: 64},conv", "data=\"a, b: c\"", "x=true", "y=", "z=01,~,#"))
                .product();
        SweepPlan plan = new SweepPlan("./runner sweep 'x: y'", "c d.yaml", List.of("chords", "other"), 3, 1, asked);
        Path file = Files.createDirectories(experiment).resolve("plan.yaml");
        Files.writeString(file, ConfigWriter.yaml(plan));

        assertEquals(plan, reader().read(SweepPlan.class, file, List.of(), experiment));
    }

    private WrittenRun fc(String seed) throws IOException {
        return new WrittenRun(experiment, "01-fc-" + seed, settings("fc", seed));
    }

    private WrittenRun conv(String seed) throws IOException {
        return new WrittenRun(experiment, "02-conv-" + seed, settings("conv", seed));
    }

    private static Map<String, String> settings(String critic, String seed) {
        return critic.equals("fc")
                ? Map.of("critic", "fc", "critic.hidden", "64", "seed", seed, "trackers", "[]")
                : Map.of("critic", "conv", "critic.channels", "32", "seed", seed, "trackers", "[mlflow]");
    }

    private ConfigReader reader() {
        return new ConfigReader(PluginCatalog.load(runs.resolve("plugins")));
    }

    private void compare(Path folder, String... metrics) throws IOException {
        Comparing comparing = new Comparing(reader());
        comparing.add(folder);
        comparing.write(List.of(metrics), folder, said::add);
    }

    private String page() throws IOException {
        return Files.readString(experiment.resolve("compare.html"));
    }

    private Map<String, List<String>> lines() throws IOException {
        return lines(experiment);
    }

    /** The lines of the table by figure and setting, without these. */
    private static Map<String, List<String>> lines(Path folder) throws IOException {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        List<String> table = Files.readAllLines(folder.resolve("compare.csv"));
        for (String line : table.subList(1, table.size())) {
            List<String> cells = List.of(line.split(",", -1));
            lines.put(cells.get(0) + " " + cells.get(1), cells.subList(2, cells.size()));
        }
        return lines;
    }

    private static List<String> rounded(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.contains(".")
                        ? String.valueOf(Math.round(1e9 * Double.parseDouble(cell)) / 1e9)
                        : cell)
                .toList();
    }
}
