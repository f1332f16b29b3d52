package dev.etude.run;

import dev.etude.config.ConfigWriter;
import dev.etude.config.Nearest;
import dev.etude.music.GeneralMidi;
import dev.etude.music.PianoRoll;
import dev.etude.spi.Doc;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What to draw from a run's generator, and how it should sound. */
@Doc("What to draw from a run's generator, and how it should sound")
public record DrawSettings(
        @Doc("how many samples, 1 to 100000") int count,
        @Doc("another seed, other music; a larger count begins with the same") long seed,
        @Doc("last, or best: the generator of the best measurement, which a run with samples.best keeps")
                Moment checkpoint,
        @Doc("the folder to make; one in the run's more/ if not set") Optional<Path> out,
        @Doc("choose the better samples, without repeats and copies; false takes every sample as it comes")
                boolean select,
        @Doc("share of the samples that is good enough, above 0 to 1; half if not set") Optional<Double> keep,
        @Doc("what is good: critic, by its score; generator, by how sure it is of its notes; both, by the sum")
                Judge judge,
        @Doc("leave out repeats and exact copies of training music, transposed ones too") boolean unique,
        @Doc("how far to let chance decide where the generator is unsure, at least 0; 0: not at all")
                double temperature,
        @Doc("what the generator's noise is multiplied by, above 0; below 1 is tamer, above 1 stranger")
                double noiseScale,
        @Doc("0, or a walk from one sample to another as one long piece: its number of windows, 2 to 1000") int walk,
        @Doc("the seed whose samples the walks lead to; the next one if not set") Optional<Long> walkTo,
        @Doc("semitones up, or down if below 0") int transpose,
        @Doc("quarter notes a minute, 4 to 1000; as in the data if not set") Optional<Double> tempo,
        @Doc("General MIDI instrument, a number from 0 to 127 or a name such as cello; as in the run if not set")
                Optional<String> program,
        @Doc("measure the samples with the run's metrics: a table, and figures.json") boolean measure,
        @Doc("render the samples; false only measures them") boolean render) {
    /** Which moment of the training to draw from. */
    public enum Moment {
        /** The last checkpoint. */
        LAST,
        /** The best measurement. */
        BEST
    }

    /** Who says which samples are the better ones. */
    public enum Judge {
        /** The critic by its score: of rows of 0 and 1, what it takes for real. */
        CRITIC,
        /** The generator: how probable it is that logistic noise on its logits changes no cell. */
        GENERATOR,
        /** The sum: the critic's score, a logarithm of odds, and the logarithm of the generator's probability. */
        BOTH
    }

    /** The share that is good enough, if nothing else is said. */
    static final double HALF = 0.5;

    private static final int MOST = 100_000;
    private static final int LONGEST_WALK = 1000;
    private static final double LEAST_SHARE = 0.01;
    private static final int LOWEST_TEMPO = 4;
    private static final int HIGHEST_TEMPO = 1000;

    /** What makes no other folder. */
    private static final Set<String> BESIDE = Set.of("count", "seed", "out", "measure");

    public DrawSettings() {
        this(8, 2, Moment.LAST, Optional.empty(), true, Optional.empty(), Judge.BOTH, true, 0, 1, 0, Optional.empty(),
                0, Optional.empty(), Optional.empty(), false, true);
    }

    public DrawSettings {
        require(count >= 1 && count <= MOST, "count", "from 1 to " + MOST, count);
        keep.ifPresent(share ->
                require(share >= LEAST_SHARE && share <= 1, "keep", "from " + LEAST_SHARE + " to 1", share));
        require(temperature >= 0 && Double.isFinite(temperature), "temperature", "at least 0", temperature);
        require(noiseScale > 0 && Double.isFinite(noiseScale), "noiseScale", "above 0", noiseScale);
        require(walk == 0 || walk >= 2 && walk <= LONGEST_WALK, "walk", "0, or from 2 to " + LONGEST_WALK, walk);
        require(Math.abs(transpose) < PianoRoll.PITCHES, "transpose", "from -87 to 87", transpose);
        tempo.ifPresent(speed -> require(speed >= LOWEST_TEMPO && speed <= HIGHEST_TEMPO, "tempo",
                "from " + LOWEST_TEMPO + " to " + HIGHEST_TEMPO, speed));
        program.ifPresent(DrawSettings::requireInstrument);
        if (measure && walk > 0) {
            throw new IllegalArgumentException("measure: must be false for walks, which are longer than what they would"
                    + " be measured against");
        }
        if (!measure && !render) {
            throw new IllegalArgumentException("render: must be true unless measure is");
        }
    }

    /** The share that is good enough. */
    double share() {
        return keep.orElse(HALF);
    }

    /** The seed of the samples that walks lead to. */
    long target() {
        return walkTo.orElse(seed + 1);
    }

    /** The General MIDI program, 0 to 127. */
    OptionalInt instrument() {
        return program.map(GeneralMidi::program).orElse(OptionalInt.empty());
    }

    /** A folder's name, which tells what is unusual: {@code seed-3}, {@code seed-3_transpose-2_program-cello}. */
    String name() {
        Map<String, String> usual = ConfigWriter.flat(new DrawSettings());
        StringBuilder name = new StringBuilder("seed-" + seed);
        ConfigWriter.flat(this).forEach((setting, value) -> {
            if (!BESIDE.contains(setting) && !value.equals(usual.get(setting))) {
                name.append('_').append(setting).append('-').append(value.replaceAll("[^\\w.-]+", "-"));
            }
        });
        return name.toString();
    }

    /** The same, but for where it goes: what makes the same files anywhere. */
    DrawSettings anywhere() {
        return new DrawSettings(count, seed, checkpoint, Optional.empty(), select, keep, judge, unique, temperature,
                noiseScale, walk, walkTo, transpose, tempo, program, measure, render);
    }

    private static void require(boolean holds, String setting, String range, Object was) {
        if (!holds) {
            throw new IllegalArgumentException(setting + ": must be " + range + ", was " + was);
        }
    }

    private static void requireInstrument(String name) {
        if (GeneralMidi.program(name).isEmpty()) {
            throw new IllegalArgumentException("program: unknown instrument \"" + name + "\"; "
                    + Nearest.to(name, GeneralMidi.INSTRUMENTS).map(near -> "did you mean \"" + near + "\"?")
                            .orElse("write a number from 0 to 127, or a name of General MIDI such as church-organ"));
        }
    }
}
