package dev.etude.plugins.metrics;

import dev.etude.music.PianoRoll;
import dev.etude.plugins.metrics.MusicRows.Note;
import dev.etude.spi.BinarySequence;
import dev.etude.spi.Doc;
import dev.etude.spi.Metric;
import dev.etude.spi.Plugin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shares of note events that sound wrong. Real music has some too: read each figure beside that of the real rows.
 *
 * <ul>
 *   <li>{@code out-of-scale}: the pitch class lies outside the scale that fits best, of 24 (12 major, 12 harmonic
 *       minor). The row is cut into windows of two bars from its start; the best scale of a window holds most of the
 *       notes that begin in it.
 *   <li>{@code single-step}: the note lasts one step, and neither begins with the row nor ends with it (a row may cut a
 *       longer note).
 *   <li>{@code wrong-notes}: either of them, each note counted once.
 * </ul>
 *
 * <p>NaN where no row has a note.
 */
@Plugin("wrong-notes")
@Doc("Shares of notes that lie outside the scale around them, or last a single step")
public record WrongNotes() implements Metric {
    private static final int BARS_PER_WINDOW = 2;
    private static final int[] SCALES = scales();

    @Override
    public Map<String, Double> measure(List<BinarySequence> rows, Reference reference) {
        MusicRows music = MusicRows.of("wrong-notes", rows, reference);
        int window = BARS_PER_WINDOW * music.encoding().stepsPerBar();
        int events = 0;
        int wrong = 0;
        int outOfScale = 0;
        int singleStep = 0;
        for (PianoRoll roll : music.rolls()) {
            List<Note> notes = MusicRows.notes(roll);
            int[] scales = bestScales(notes, window, roll.steps());
            for (Note note : notes) {
                boolean out = (scales[note.from() / window] >> note.pitchClass() & 1) == 0;
                boolean single = note.to() - note.from() == 1 && note.from() > 0 && note.to() < roll.steps();
                outOfScale += out ? 1 : 0;
                singleStep += single ? 1 : 0;
                wrong += out || single ? 1 : 0;
            }
            events += notes.size();
        }
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("wrong-notes", share(wrong, events));
        figures.put("out-of-scale", share(outOfScale, events));
        figures.put("single-step", share(singleStep, events));
        return figures;
    }

    /** The best scale of each window of a row; the earlier of {@link #SCALES} where several fit equally well. */
    private static int[] bestScales(List<Note> notes, int window, int steps) {
        int[][] histograms = new int[(steps + window - 1) / window][12];
        for (Note note : notes) {
            histograms[note.from() / window][note.pitchClass()]++;
        }
        int[] best = new int[histograms.length];
        for (int i = 0; i < best.length; i++) {
            int mostInside = -1;
            for (int scale : SCALES) {
                int inside = inside(scale, histograms[i]);
                if (inside > mostInside) {
                    mostInside = inside;
                    best[i] = scale;
                }
            }
        }
        return best;
    }

    private static int inside(int scale, int[] histogram) {
        int inside = 0;
        for (int pitchClass = 0; pitchClass < 12; pitchClass++) {
            inside += (scale >> pitchClass & 1) * histogram[pitchClass];
        }
        return inside;
    }

    private static double share(int count, int events) {
        return events == 0 ? Double.NaN : (double) count / events;
    }

    private static int[] scales() {
        int[] scales = new int[24];
        for (int root = 0; root < 12; root++) {
            scales[2 * root] = PitchClasses.set(root, 0, 2, 4, 5, 7, 9, 11);
            scales[2 * root + 1] = PitchClasses.set(root, 0, 2, 3, 5, 7, 8, 11);
        }
        return scales;
    }
}
