package dev.etude.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the run did, in a few sentences. */
final class Story {
    private static final String CHORDS = "chord-rate";

    private Story() {}

    static List<String> of(RunFacts facts) {
        List<String> sentences = new ArrayList<>();
        sentences.add(facts.learns() ? learning(facts) : drawing(facts));
        if (Double.isFinite(facts.figures().getOrDefault(CHORDS, Double.NaN))) {
            sentences.add(chords(facts));
        }
        return sentences;
    }

    private static String learning(RunFacts facts) {
        return "The “" + facts.setting("generator") + "” generator learned to write music from " + pieces(facts)
                + " for " + Numbers.whole(facts.lastStep()) + (facts.lastStep() == 1 ? " step" : " steps")
                + ", against the “" + facts.setting("critic") + "” critic,"
                + " which learned to tell its music from the real." + time(facts);
    }

    private static String drawing(RunFacts facts) {
        return "The “" + facts.setting("generator") + "” generator made this music without learning; it is measured"
                + " beside " + pieces(facts) + "." + time(facts);
    }

    private static String pieces(RunFacts facts) {
        String count = facts.environment().getOrDefault("data.pieces", "");
        String pieces = count.isEmpty() ? "the pieces" : count.equals("1") ? "one piece" : count + " pieces";
        Path folder = Path.of(facts.setting("data.folder")).getFileName();
        return pieces + (folder == null || folder.toString().isEmpty() ? "" : " in “" + folder + "”");
    }

    private static String time(RunFacts facts) {
        return facts.status().endMillis()
                .map(end -> " It took " + Numbers.time((end - facts.status().startMillis()) / 1e3) + ".")
                .orElse("");
    }

    private static String chords(RunFacts facts) {
        StringBuilder sentence = new StringBuilder("Its music is a chord ")
                .append(Numbers.share(facts.figures().get(CHORDS))).append(" of the time");
        compare(sentence, "; real music ", "real", facts.rows());
        compare(sentence, ", keys struck by chance ", "random", facts.rows());
        return sentence.append('.').toString();
    }

    private static void compare(
            StringBuilder sentence, String before, String row, Map<String, Map<String, Double>> rows) {
        double value = rows.getOrDefault(row, Map.of()).getOrDefault(CHORDS, Double.NaN);
        if (Double.isFinite(value)) {
            sentence.append(before).append(Numbers.share(value));
        }
    }
}
