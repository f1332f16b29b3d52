package dev.etude.plugins.metrics;

import dev.etude.music.PianoRoll;
import dev.etude.spi.BinarySequence;
import dev.etude.spi.Encoding;
import dev.etude.spi.Metric;
import dev.etude.spi.Piece;
import dev.etude.spi.PianoRollEncoding;
import java.util.Arrays;
import java.util.List;

/** Rows and references written down briefly. Pitches are MIDI numbers. */
final class Rows {
    /** One step a quarter note, four a bar. */
    static final PianoRollEncoding QUARTERS = new PianoRollEncoding(1, 4, 120, false);

    /** The same with struck and held keys told apart. */
    static final PianoRollEncoding QUARTERS_WITH_ONSETS = new PianoRollEncoding(1, 4, 120, true);

    private Rows() {}

    /** A row of as many steps as there are arrays; each holds the pitches that sound at its step. */
    static BinarySequence row(PianoRollEncoding encoding, int[]... steps) {
        PianoRoll.Builder roll = new PianoRoll.Builder(steps.length, encoding.stepsPerQuarter());
        for (int step = 0; step < steps.length; step++) {
            for (int pitch : steps[step]) {
                roll.cell(step, pitch - PianoRoll.LOWEST_MIDI_PITCH, false);
            }
        }
        return encoding.encode(roll.build());
    }

    /** The pitches that sound at a step. */
    static int[] step(int... pitches) {
        return pitches;
    }

    /** The row with each pitch moved. */
    static int[][] transpose(int semitones, int[]... steps) {
        int[][] transposed = new int[steps.length][];
        for (int step = 0; step < steps.length; step++) {
            transposed[step] = Arrays.stream(steps[step]).map(pitch -> pitch + semitones).toArray();
        }
        return transposed;
    }

    /** A reference for metrics that compare with nothing. */
    static Metric.Reference alone(Encoding encoding) {
        return new Metric.Reference(encoding, List.of(), List.of(), true);
    }

    /** A reference of one training piece, looped. */
    static Metric.Reference trainedOn(Encoding encoding, BinarySequence piece) {
        return new Metric.Reference(encoding, List.of(new Piece("piece", piece)), List.of(), true);
    }
}
