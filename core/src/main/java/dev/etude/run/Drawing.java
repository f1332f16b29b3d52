package dev.etude.run;

import dev.etude.config.ConfigReader;
import dev.etude.config.ConfigWriter;
import dev.etude.data.TrainingData;
import dev.etude.networks.NativeLibraries;
import dev.etude.spi.BinarySequence;
import dev.etude.spi.Encoding;
import dev.etude.spi.ModelContext;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.Renderer;
import dev.etude.spi.UserError;
import dev.etude.training.Checkpoint;
import dev.etude.training.RowScores;
import dev.etude.training.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Draws more music from a run's generator, chooses, changes, measures and renders it. */
public final class Drawing {
    private final ConfigReader reader;
    private final Console console;
    private final Path run;
    private final DrawSettings settings;

    /**
     * @param reader reads the run's configuration
     * @param console what is said to the user
     * @param run the run's folder
     * @param settings what to draw
     */
    public Drawing(ConfigReader reader, Console console, Path run, DrawSettings settings) {
        this.reader = reader;
        this.console = console;
        this.run = run;
        this.settings = settings;
    }

    /**
     * Draws, and leaves a folder with the samples, {@code sample.yaml} and, if it was to measure, {@code figures.json}.
     * An earlier folder of the kind is replaced.
     *
     * @throws UserError if anything else stands there, or the run cannot be drawn from in this way
     */
    public void draw() throws IOException {
        RunFolder.requireRun(run);
        Path out = settings.out().orElseGet(() -> run.resolve("more").resolve(settings.name()));
        requireReplaceable(out);
        Experiment experiment = read();
        NativeLibraries.loadMeanwhile();
        TrainingData data = new TrainingData(experiment.data().read(), experiment.window());
        Checkpoint checkpoint = experiment.learns() ? checkpoint() : new Checkpoint(0);

        List<BinarySequence> samples =
                Transposition.of(samples(experiment, data, checkpoint), settings.transpose(), data.encoding());

        Map<String, String> beside = new LinkedHashMap<>();
        beside.put("sample.yaml", "# Drawn after step " + checkpoint.step() + ". ./runner sample " + run.getFileName()
                + " sample.yaml draws it again.\n" + ConfigWriter.yaml(settings.anywhere()));
        if (settings.measure()) {
            beside.put("figures.json", Json.file(measure(experiment, data, samples)));
        }
        List<Renderer> renderers = settings.render() ? experiment.renderers() : List.of();
        new SampleRenderer(renderers, encoding(data), console::say).render(samples, title(experiment), out, beside);
        if (settings.render()) {
            console.say("Listen  " + out + " (" + Shown.count(samples.size(), "sample") + ")");
        } else {
            console.say("Look    " + out);
        }
    }

    private static void requireReplaceable(Path out) throws IOException {
        if (Files.exists(out) && (!Files.isDirectory(out) || !SampleRenderer.isReplaceable(out))) {
            String what = Files.isDirectory(out) ? " holds other files than samples" : " is a file";
            throw new UserError("sample: out: " + out + what + ", which would be lost; name a new folder");
        }
    }

    private List<BinarySequence> samples(Experiment experiment, TrainingData data, Checkpoint checkpoint) {
        ModelContext context = experiment.modelContext(data);
        Sampler sampler = new Sampler(
                experiment.generator().create(context), data.shape(), settings.temperature(), settings.noiseScale());
        Optional<RowScores> critic = Optional.empty();
        if (experiment.learns()) {
            critic = experiment.critic().map(model -> new RowScores(
                    model.create(context),
                    experiment.training().augmentGenerated() ? experiment.augmentation() : List.of(),
                    data.shape(),
                    data.encoding()));
            try {
                sampler.use(checkpoint.array("generator/average"));
                critic.ifPresent(judge -> judge.use(checkpoint.array("critic/parameters")));
            } catch (IllegalArgumentException misfit) {
                throw Checkpoints.misfit(run, misfit);
            }
        } else if (settings.keep().isPresent()) {
            console.say("Kept    all: this run has no critic that could choose (keep)");
        }
        return settings.walk() == 0
                ? chosen(sampler, critic, data, settings.seed()).samples()
                : walks(sampler, critic, data);
    }

    /** Each leads from a sample of one seed to that of the other, and has both at its ends. */
    private List<BinarySequence> walks(Sampler sampler, Optional<RowScores> critic, TrainingData data) {
        Selection.Chosen starts = chosen(sampler, critic, data, settings.seed());
        Selection.Chosen ends = chosen(sampler, critic, data, settings.target());
        List<BinarySequence> walks = new ArrayList<>();
        for (int walk = 0; walk < Math.min(starts.samples().size(), ends.samples().size()); walk++) {
            List<float[]> way = Walk.between(
                    sampler.noise(starts.numbers().get(walk), settings.seed()),
                    sampler.noise(ends.numbers().get(walk), settings.target()),
                    settings.walk());
            List<BinarySequence> windows =
                    sampler.of(way, new Seeds(settings.seed()).at("temperature-of-walk", walk));
            // At a temperature, the ends would fall out another way.
            windows.set(0, starts.samples().get(walk));
            windows.set(windows.size() - 1, ends.samples().get(walk));
            walks.add(Walk.join(windows));
        }
        return walks;
    }

    private Selection.Chosen chosen(Sampler sampler, Optional<RowScores> critic, TrainingData data, long seed) {
        int count = settings.count();
        boolean takesAll = settings.share() == 1 && !settings.unique();
        if (!settings.select() || takesAll || critic.isEmpty()) {
            List<Integer> numbers = IntStream.range(0, count).boxed().toList();
            return new Selection.Chosen(sampler.draw(count, seed), numbers, count, 0, 0);
        }
        Selection.Chosen chosen =
                new Selection(sampler, critic, settings.judge(), settings.share(), settings.unique(), data)
                        .draw(count, seed);
        if (chosen.samples().isEmpty()) {
            throw new UserError("sample: of " + Shown.count(chosen.drawn(), "sample") + " nothing is left (exact copies"
                    + " of training music: " + chosen.copies() + "); unique=false takes them");
        }
        console.say("Kept    " + words(chosen));
        return chosen;
    }

    private String words(Selection.Chosen chosen) {
        int kept = chosen.samples().size();
        if (kept == chosen.drawn()) {
            return "all of the " + kept + " drawn: " + nothingLeftOut();
        }
        List<String> choice = new ArrayList<>();
        if (settings.share() < 1) {
            choice.add(settings.share() == DrawSettings.HALF
                    ? "the better half by " + judge()
                    : String.format(Locale.ROOT, "the best %.0f%% by %s", 100 * settings.share(), judge()));
        }
        if (settings.unique()) {
            choice.add("no repeats (" + chosen.repeats() + " left out)");
            choice.add("no copies of training music (" + chosen.copies() + " left out)");
        }
        String number = String.valueOf(kept);
        if (kept < settings.count()) {
            number = "only " + kept + " where " + settings.count() + " were asked for,";
        }
        return number + " of " + chosen.drawn() + " drawn: " + String.join(", ", choice) + "; select=false takes all";
    }

    private String nothingLeftOut() {
        List<String> found = new ArrayList<>();
        if (settings.share() < 1) {
            found.add(settings.share() == DrawSettings.HALF
                    ? "good enough by " + judge()
                    : String.format(Locale.ROOT, "among the best %.0f%% by %s", 100 * settings.share(), judge()));
        }
        if (settings.unique()) {
            found.add("no repeats, no copies of training music");
        }
        return String.join(", ", found);
    }

    private String judge() {
        return switch (settings.judge()) {
            case CRITIC -> "the critic's score";
            case GENERATOR -> "the generator's sureness";
            case BOTH -> "the critic's score and the generator's sureness";
        };
    }

    private Map<String, Object> measure(Experiment experiment, TrainingData data, List<BinarySequence> samples) {
        if (experiment.metrics().isEmpty()) {
            throw new UserError("sample: measure: this run has no metrics; add some to metrics in "
                    + run.resolve(RunFiles.CONFIG));
        }
        Evaluator evaluator = new Evaluator(experiment.metrics(), data, samples.size());
        Map<String, Double> figures = evaluator.measure(samples);
        FigureLines.of("samples", figures, evaluator.comparison()).forEach(console::say);
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("samples", samples.size());
        tree.putAll(FigureLines.tree(figures, evaluator.comparison()));
        return tree;
    }

    /** The run's configuration, its renderers told the tempo and the instrument. */
    private Experiment read() {
        Path config = run.resolve(RunFiles.CONFIG);
        Experiment experiment = reader.read(Experiment.class, config, List.of(), run);
        List<String> overrides = Instruments.overrides(experiment.renderers(), settings);
        return overrides.isEmpty() ? experiment : reader.read(Experiment.class, config, overrides, run);
    }

    private Checkpoint checkpoint() throws IOException {
        if (settings.checkpoint() == DrawSettings.Moment.BEST) {
            return Checkpoints.best(run);
        }
        return Checkpoints.newest(run, console::say)
                .orElseThrow(() -> new UserError(run + ": has no checkpoint yet; ./runner resume " + run
                        + " trains it, or wait for samples.checkpointEvery steps"));
    }

    private Encoding encoding(TrainingData data) {
        if (settings.tempo().isEmpty()) {
            return data.encoding();
        }
        if (!(data.encoding() instanceof PianoRollEncoding keys)) {
            throw new UserError(
                    "sample: tempo: is for music, and these data are " + data.encoding().meaning() + "; take it out");
        }
        double tempo = settings.tempo().get();
        return new PianoRollEncoding(keys.stepsPerQuarter(), keys.beatsPerBar(), tempo, keys.onsets());
    }

    private String title(Experiment experiment) {
        String from = experiment.experiment() + ", seed " + settings.seed();
        return settings.walk() == 0 ? from : from + " to " + settings.target();
    }
}
