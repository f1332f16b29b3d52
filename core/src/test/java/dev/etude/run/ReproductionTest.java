package dev.etude.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.etude.spi.RunRecord.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproductionTest {
    @TempDir
    private Path runs;

    @Test
    void clockAndMachineMayDiffer() throws IOException {
        Path first = run(1, Map.of("eval/chord-rate", 0.5, "eval/none", Double.NaN, "system/megabytes", 1.0), "a");
        Path second = run(2, Map.of("eval/chord-rate", 0.5, "eval/none", Double.NaN, "system/megabytes", 2.0), "a");

        assertEquals(List.of(), Reproduction.compare(first, second));
    }

    @Test
    void everythingElseIsTold() throws IOException {
        Path first = run(1, Map.of("eval/chord-rate", 0.5, "eval/old", 1.0), "a");
        Path second = run(1, Map.of("eval/chord-rate", Math.nextUp(0.5), "eval/new", 1.0), "b");
        try (RunFolder folder = RunFolder.open(second)) {
            folder.write("samples/step-00000010/sample-02.mid", "more");
            try (Journal journal = Journal.open(folder)) {
                journal.log(new Figures(20, 0, Map.of()));
            }
        }

        assertEquals(
                List.of(
                        "metrics.jsonl: 1 line, then 2",
                        "step 10: eval/chord-rate: 0.5, then 0.5000000000000001",
                        "step 10: eval/new: null, then 1.0",
                        "step 10: eval/old: 1.0, then null",
                        "samples/step-00000010/sample-01.mid: differs",
                        "samples/step-00000010/sample-02.mid: is new"),
                Reproduction.compare(first, second));
    }

    @Test
    void onlyAFewOfManyDifferencesAreShown() throws IOException {
        Map<String, Double> before = new LinkedHashMap<>();
        Map<String, Double> after = new LinkedHashMap<>();
        for (int figure = 0; figure < 25; figure++) {
            before.put("eval/" + figure, 0.0);
            after.put("eval/" + figure, 1.0);
        }

        List<String> differences = Reproduction.compare(run(1, before, "a"), run(1, after, "a"));

        assertEquals(11, differences.size());
        assertEquals("and 15 more figures", differences.get(10));
    }

    private Path run(long millis, Map<String, Double> values, String sample) throws IOException {
        try (RunFolder folder = RunFolder.create(runs, "test", 1, Instant.EPOCH)) {
            folder.write(RunFiles.CONFIG, "seed: 1\n");
            folder.write("samples/step-00000010/sample-01.mid", sample);
            try (Journal journal = Journal.open(folder)) {
                journal.log(new Figures(10, millis, values));
            }
            return folder.path();
        }
    }
}
