package dev.etude.example;

import dev.etude.music.PianoRoll;
import dev.etude.spi.BinarySequence;
import dev.etude.spi.Doc;
import dev.etude.spi.Metric;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.Plugin;
import dev.etude.spi.UserError;
import java.util.List;
import java.util.Map;

/**
 * How the highest voice moves. {@code melody-leap} is the mean distance in semitones between the highest keys of two
 * neighbouring steps, over all pairs of steps that both sound; NaN if there is none.
 */
@Plugin("melody")
@Doc("How far the highest voice moves from step to step")
public record Melody() implements Metric {
    /** What {@link #highest} says where nothing sounds. */
    private static final int SILENCE = -1;

    @Override
    public Map<String, Double> measure(List<BinarySequence> rows, Reference reference) {
        if (!(reference.encoding() instanceof PianoRollEncoding encoding)) {
            throw new UserError("melody: works on piano keys, and these data are " + reference.encoding().meaning()
                    + "; take it out of the config");
        }
        double semitones = 0;
        int pairs = 0;
        for (BinarySequence row : rows) {
            PianoRoll roll = encoding.decode(row);
            for (int step = 1; step < roll.steps(); step++) {
                int before = highest(roll, step - 1);
                int now = highest(roll, step);
                if (before != SILENCE && now != SILENCE) {
                    semitones += Math.abs(now - before);
                    pairs++;
                }
            }
        }
        return Map.of("melody-leap", pairs == 0 ? Double.NaN : semitones / pairs);
    }

    private static int highest(PianoRoll roll, int step) {
        int pitch = PianoRoll.PITCHES - 1;
        while (pitch >= 0 && !roll.sounds(step, pitch)) {
            pitch--;
        }
        return pitch;
    }
}
