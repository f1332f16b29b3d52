package dev.etude.config;

import dev.etude.spi.Augmentation;
import dev.etude.spi.CriticModel;
import dev.etude.spi.Doc;
import dev.etude.spi.IntRange;
import dev.etude.spi.MustExist;
import dev.etude.spi.Renderer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A configuration for tests, with every type of setting. */
record Settings(
        @Doc("the name that runs share") String experiment,
        @Doc("from which all chance is drawn") long seed,
        @Doc("the folder of the runs") Path runs,
        Data data,
        CriticModel critic,
        List<Augmentation> augmentation,
        List<Renderer> renderers,
        Training training,
        Optional<Double> share,
        Map<String, Integer> weights,
        List<String> names,
        boolean looped) {
    Settings() {
        this(null, 1, Path.of("runs"), new Data(), null, List.of(), List.of(), new Training(), Optional.empty(),
                Map.of("chords", 1), List.of(), true);
    }

    /** Where music comes from. */
    record Data(@Doc("a folder of MIDI files") @MustExist Path folder, IntRange pitches) {
        Data() {
            this(null, new IntRange(21, 108));
        }
    }

    /** How the game is played. */
    record Training(
            @Doc("how long") int steps,
            @Doc("rows a batch") int batch,
            Objective objective,
            @Doc("how fast") Schedule rate,
            double clip) {
        Training {
            if (steps < 1) {
                throw new IllegalArgumentException("steps: must be at least 1, was " + steps);
            }
            if (batch < 1) {
                throw new IllegalArgumentException("batch: must be at least 1, was " + batch);
            }
            if (rate.lowest() < 0) {
                throw new IllegalArgumentException("rate: must not be negative, was " + rate.lowest());
            }
        }

        Training() {
            this(8000, 48, Objective.RELATIVISTIC, Schedule.geometric(1, 0.15).between(0, 0.8), 0.01);
        }
    }

    /** The loss. */
    enum Objective {
        NON_SATURATING,
        LEAST_SQUARES,
        RELATIVISTIC
    }
}
