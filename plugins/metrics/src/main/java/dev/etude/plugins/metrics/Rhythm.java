package dev.etude.plugins.metrics;

import dev.etude.music.PianoRoll;
import dev.etude.plugins.metrics.MusicRows.Note;
import dev.etude.spi.BinarySequence;
import dev.etude.spi.Doc;
import dev.etude.spi.Metric;
import dev.etude.spi.Plugin;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the music fills its bars. Each figure is that of one row, and the mean over the rows that have it; NaN if none
 * has.
 *
 * <ul>
 *   <li>{@code empty-bars}: share of a row's bars in which nothing sounds, up to the row's end (MuseGAN, Dong et al.,
 *       AAAI 2018).
 *   <li>{@code empty-measure-rate}: the same as MusPy 0.5.0 counts it (Dong et al., ISMIR 2020): the music ends with
 *       its last note, there is always one bar more than fit before that end, and a note that ends on a bar line fills
 *       the bar after it too. Silence at the end is not seen; undefined without notes.
 *   <li>{@code groove-consistency}: share of places within a bar at which neighbouring bars agree whether a note begins
 *       there (Wu and Yang, ISMIR 2020), equal to MusPy 0.5.0's, with its bars as above. So music that ends on a bar
 *       line is also compared with one bar of silence: read it beside the real rows'. Undefined for less than a bar.
 * </ul>
 */
@Plugin("rhythm")
@Doc("How the music fills its bars: empty bars, and whether neighbouring bars share a rhythm")
public record Rhythm() implements Metric {
    @Override
    public Map<String, Double> measure(List<BinarySequence> rows, Reference reference) {
        MusicRows music = MusicRows.of("rhythm", rows, reference);
        int stepsPerBar = music.encoding().stepsPerBar();
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("empty-bars", music.meanOver(roll -> emptyBars(roll, stepsPerBar)));
        figures.put("empty-measure-rate", music.meanOver(roll -> emptyMeasureRate(MusicRows.notes(roll), stepsPerBar)));
        figures.put("groove-consistency",
                music.meanOver(roll -> grooveConsistency(MusicRows.notes(roll), stepsPerBar)));
        return figures;
    }

    private static double emptyBars(PianoRoll roll, int stepsPerBar) {
        int bars = (roll.steps() + stepsPerBar - 1) / stepsPerBar;
        BitSet filled = new BitSet(bars);
        for (Note note : MusicRows.notes(roll)) {
            filled.set(note.from() / stepsPerBar, (note.to() - 1) / stepsPerBar + 1);
        }
        return (double) (bars - filled.cardinality()) / bars;
    }

    private static double emptyMeasureRate(List<Note> notes, int stepsPerBar) {
        if (notes.isEmpty()) {
            return Double.NaN;
        }
        int measures = measures(notes, stepsPerBar);
        BitSet filled = new BitSet(measures);
        for (Note note : notes) {
            filled.set(note.from() / stepsPerBar, note.to() / stepsPerBar + 1);
        }
        return 1 - (double) filled.cardinality() / measures;
    }

    private static double grooveConsistency(List<Note> notes, int stepsPerBar) {
        int measures = measures(notes, stepsPerBar);
        if (measures < 2) {
            return Double.NaN;
        }
        BitSet onsets = new BitSet(measures * stepsPerBar);
        notes.forEach(note -> onsets.set(note.from()));
        int places = stepsPerBar * (measures - 1);
        int different = 0;
        for (int step = 0; step < places; step++) {
            different += onsets.get(step) != onsets.get(step + stepsPerBar) ? 1 : 0;
        }
        return 1 - (double) different / places;
    }

    /** MusPy's measures: one more than lie before the end of the last note. */
    private static int measures(List<Note> notes, int stepsPerBar) {
        return notes.stream().mapToInt(Note::to).max().orElse(0) / stepsPerBar + 1;
    }
}
