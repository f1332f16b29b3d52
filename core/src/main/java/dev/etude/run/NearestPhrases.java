package dev.etude.run;

import dev.etude.data.TrainingData;
import dev.etude.data.WindowIndex;
import dev.etude.data.WindowIndex.Match;
import dev.etude.spi.BinarySequence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * For each sample the training phrase that is nearest to it, rendered like the sample, under the sample's name, in the
 * folder {@code nearest}: what was learned by heart can be heard. {@code nearest/phrases.json} tells where it is from.
 */
final class NearestPhrases {
    private static final String INDEX = "phrases.json";

    private NearestPhrases() {}

    /** Finds and renders them; what an earlier call left is replaced. Without windows, none. */
    static void render(List<BinarySequence> samples, TrainingData data, SampleRenderer renderer, RunFolder folder)
            throws IOException {
        WindowIndex windows = WindowIndex.ofTraining(data.reference(), data.shape());
        if (windows.isEmpty()) {
            return;
        }
        List<Match> matches = samples.stream().map(windows::nearest).toList();
        List<Map<String, Object>> phrases = new ArrayList<>();
        for (int number = 1; number <= matches.size(); number++) {
            phrases.add(entry(SampleRenderer.stem(number, matches.size()), matches.get(number - 1)));
        }
        renderer.render(
                matches.stream().map(Match::window).toList(),
                matches.stream().map(NearestPhrases::title).toList(),
                folder.path().resolve(RunFiles.NEAREST),
                Map.of(INDEX, Json.file(phrases)));
    }

    private static String title(Match match) {
        int semitones = match.semitones();
        String transposed = semitones == 0 ? "" : ", transposed by " + (semitones > 0 ? "+" : "") + semitones;
        return match.piece().name() + transposed + ": " + match.cells()
                + (match.cells() == 1 ? " cell differs" : " cells differ");
    }

    private static Map<String, Object> entry(String sample, Match match) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("sample", sample);
        entry.put("piece", match.piece().name());
        entry.put("step", match.step());
        entry.put("transposed", match.semitones());
        entry.put("cells", match.cells());
        return entry;
    }
}
