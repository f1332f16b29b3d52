package dev.etude.run;

import dev.etude.config.ConfigWriter;
import dev.etude.data.TrainingData;
import dev.etude.spi.Dataset;
import dev.etude.spi.DatasetSource;
import dev.etude.spi.Intake;
import dev.etude.spi.Piece;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a run says of its data before it begins: what was read, what was not, and what the networks will see of it. */
final class DataSummary {
    private static final int SHOWN_INTAKE = 5;
    private static final List<String> PLACES = List.of("folder", "file");

    private DataSummary() {}

    /** Says it, in a few lines however many files there are. */
    static void tell(DatasetSource source, Dataset dataset, TrainingData data, Console console) {
        Map<Intake.Outcome, Long> outcomes = new LinkedHashMap<>();
        dataset.intake().forEach(intake -> outcomes.merge(intake.outcome(), 1L, Long::sum));
        StringBuilder line = new StringBuilder("Data    " + Shown.count(dataset.pieces().size(), "piece"));
        outcomes.forEach((outcome, count) -> line.append(", ").append(count).append(' ').append(word(outcome)));
        console.say(line + place(source));
        tellNotable(dataset, console);
        tellWindows(data, console);
    }

    private static void tellNotable(Dataset dataset, Console console) {
        List<Intake> notable = dataset.intake().stream()
                .filter(intake -> intake.outcome() != Intake.Outcome.USED)
                .toList();
        notable.stream()
                .limit(SHOWN_INTAKE)
                .forEach(intake ->
                        indented(console, word(intake.outcome()) + " " + intake.file() + ": " + intake.why()));
        if (notable.size() > SHOWN_INTAKE) {
            indented(console, "and " + (notable.size() - SHOWN_INTAKE) + " more in " + RunFiles.INTAKE);
        }
        List<Intake> remarked = dataset.intake().stream()
                .filter(intake -> intake.outcome() == Intake.Outcome.USED && !intake.why().isEmpty())
                .toList();
        if (!remarked.isEmpty()) {
            String more = remarked.size() == 1
                    ? ""
                    : " (" + Shown.count(remarked.size() - 1, "more remark") + " in " + RunFiles.INTAKE + ")";
            indented(console, remarked.get(0).file() + ": " + remarked.get(0).why() + more);
        }
    }

    private static void tellWindows(TrainingData data, Console console) {
        int steps = data.shape().steps();
        double on = data.training().stream()
                .mapToDouble(piece -> (double) piece.cells().onCells() / length(piece))
                .average()
                .orElse(0);
        indented(console, Shown.count(data.trainingWindowCount(), "window") + " of " + Shown.count(steps, "step")
                + " from " + Shown.count(data.training().size(), "piece") + ", "
                + Shown.count(data.heldOut().size(), "piece") + " held out; "
                + String.format(Locale.ROOT, "%.1f", on) + " " + data.encoding().meaning() + " on at a step");
        List<Piece> brief = data.training().stream().filter(piece -> length(piece) < steps).toList();
        if (!brief.isEmpty()) {
            indented(console, Shown.count(brief.size(), "piece") + " shorter than a window, such as "
                    + brief.get(0).name() + " of " + Shown.count(length(brief.get(0)), "step") + ": "
                    + (data.looped() ? "played again where it ends" : "followed by silence") + " (window.loop)");
        }
    }

    /** The file or folder that a source reads, if it has a setting of such a name: a config may bring one along. */
    private static String place(DatasetSource source) {
        Map<String, String> settings = source instanceof Record plugin ? ConfigWriter.flat(plugin) : Map.of();
        return PLACES.stream()
                .filter(settings::containsKey)
                .findFirst()
                .map(place -> ", from " + settings.get(place))
                .orElse("");
    }

    private static int length(Piece piece) {
        return piece.cells().shape().steps();
    }

    private static String word(Intake.Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private static void indented(Console console, String line) {
        console.say("        " + line);
    }
}
