package dev.etude.plugins.metrics;

import dev.etude.music.PianoRoll;
import dev.etude.spi.BinarySequence;
import dev.etude.spi.Metric;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Rows read as music: what the metrics that need pitches share. */
record MusicRows(PianoRollEncoding encoding, List<PianoRoll> rolls) {
    /**
     * Decodes rows.
     *
     * @throws dev.etude.spi.UserError if their symbols are not piano keys; {@code asker} is the metric that says so
     */
    static MusicRows of(String asker, List<BinarySequence> rows, Metric.Reference reference) {
        PianoRollEncoding encoding =
                new Sample(asker, rows.get(0), reference.encoding()).pianoRollEncoding(asker);
        return new MusicRows(encoding, rows.stream().map(encoding::decode).toList());
    }

    /** The notes of a roll, by pitch and then by time. */
    static List<Note> notes(PianoRoll roll) {
        List<Note> notes = new ArrayList<>();
        for (int pitch = 0; pitch < PianoRoll.PITCHES; pitch++) {
            for (int step = 0; step < roll.steps(); step++) {
                if (roll.begins(step, pitch)) {
                    notes.add(new Note(pitch, step, roll.endOf(step, pitch)));
                }
            }
        }
        return notes;
    }

    /** The mean of a figure of each row, over the rows for which it is defined; NaN if there is none. */
    double meanOver(ToDoubleFunction<PianoRoll> figure) {
        return rolls.stream()
                .mapToDouble(figure)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    /** A note on a pitch, 0 to 87, that sounds from a step (inclusive) to another (exclusive). */
    record Note(int pitch, int from, int to) {
        int pitchClass() {
            return (pitch + PianoRoll.LOWEST_MIDI_PITCH) % 12;
        }
    }
}
