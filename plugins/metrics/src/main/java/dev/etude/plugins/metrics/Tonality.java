package dev.etude.plugins.metrics;

import dev.etude.music.ChordSymbol;
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
 * How far the music keeps to a key. Each figure is that of one row, and the mean over the rows that have it; NaN if
 * none has. The first three equal those of MusPy 0.5.0 (Dong et al., ISMIR 2020).
 *
 * <ul>
 *   <li>{@code pitch-class-entropy}: entropy in bits of the notes' pitch classes, 0 (one pitch class) to log2 12 = 3.58
 *       (Wu and Yang, ISMIR 2020). Undefined without notes.
 *   <li>{@code scale-consistency}: share of notes inside the scale that holds most of them, of all major and natural
 *       minor scales (Mogren, C-RNN-GAN, 2016). Undefined without notes.
 *   <li>{@code used-pitch-classes}: how many pitch classes a row uses, 0 to 12.
 *   <li>{@code tonal-distance}: how far the harmony moves from bar to bar: the distance of two neighbouring bars' tonal
 *       centroids, which map fifths and thirds to circles of radius 1, 1 and 0.5 (Harte et al., 2006; the centroids
 *       of MuseGAN, Dong et al., AAAI 2018, which compares tracks; a piano roll is one track, so here bars are
 *       compared). Pairs with a silent bar are left out; undefined where no pair is left.
 * </ul>
 */
@Plugin("tonality")
@Doc("How far the music keeps to a key: pitch-class entropy, scale consistency, pitch classes used, distance of bars")
public record Tonality() implements Metric {
    private static final int[] MAJOR_SCALE = {0, 2, 4, 5, 7, 9, 11};

    @Override
    public Map<String, Double> measure(List<BinarySequence> rows, Reference reference) {
        MusicRows music = MusicRows.of("tonality", rows, reference);
        int stepsPerBar = music.encoding().stepsPerBar();
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("pitch-class-entropy", music.meanOver(roll -> entropy(noteHistogram(roll))));
        figures.put("scale-consistency", music.meanOver(roll -> scaleConsistency(noteHistogram(roll))));
        figures.put("used-pitch-classes", music.meanOver(roll -> usedPitchClasses(noteHistogram(roll))));
        figures.put("tonal-distance", music.meanOver(roll -> meanDistanceOfBars(roll, stepsPerBar)));
        return figures;
    }

    private static double[] noteHistogram(PianoRoll roll) {
        double[] histogram = new double[12];
        for (Note note : MusicRows.notes(roll)) {
            histogram[note.pitchClass()]++;
        }
        return histogram;
    }

    private static double entropy(double[] histogram) {
        double notes = sum(histogram);
        double entropy = 0;
        for (double count : histogram) {
            double share = count / notes;
            entropy -= share == 0 ? 0 : share * Math.log(share) / Math.log(2);
        }
        return entropy;
    }

    /** A natural minor scale has the notes of a major one, so the twelve major scales suffice. */
    private static double scaleConsistency(double[] histogram) {
        double most = 0;
        for (int root = 0; root < 12; root++) {
            double inside = 0;
            for (int interval : MAJOR_SCALE) {
                inside += histogram[(root + interval) % 12];
            }
            most = Math.max(most, inside);
        }
        return most / sum(histogram);
    }

    private static double usedPitchClasses(double[] histogram) {
        int used = 0;
        for (double count : histogram) {
            used += count > 0 ? 1 : 0;
        }
        return used;
    }

    private static double meanDistanceOfBars(PianoRoll roll, int stepsPerBar) {
        double distances = 0;
        int pairs = 0;
        for (int bar = stepsPerBar; bar < roll.steps(); bar += stepsPerBar) {
            double[] before = centroid(roll, bar - stepsPerBar, bar);
            double[] after = centroid(roll, bar, Math.min(roll.steps(), bar + stepsPerBar));
            double squares = 0;
            for (int i = 0; i < before.length; i++) {
                squares += (after[i] - before[i]) * (after[i] - before[i]);
            }
            if (!Double.isNaN(squares)) {
                distances += Math.sqrt(squares);
                pairs++;
            }
        }
        return pairs == 0 ? Double.NaN : distances / pairs;
    }

    /** Harte's six coordinates; NaN if nothing sounds. */
    private static double[] centroid(PianoRoll roll, int from, int to) {
        double[] chroma = new double[12];
        for (int step = from; step < to; step++) {
            for (int pitch = 0; pitch < PianoRoll.PITCHES; pitch++) {
                chroma[ChordSymbol.pitchClass(pitch)] += roll.sounds(step, pitch) ? 1 : 0;
            }
        }
        double cells = sum(chroma);
        double[] centroid = new double[6];
        for (int pitchClass = 0; pitchClass < 12; pitchClass++) {
            double share = chroma[pitchClass] / cells;
            addToCircle(centroid, 0, share, pitchClass * Math.PI * 7 / 6, 1);
            addToCircle(centroid, 2, share, pitchClass * Math.PI * 3 / 2, 1);
            addToCircle(centroid, 4, share, pitchClass * Math.PI * 2 / 3, 0.5);
        }
        return centroid;
    }

    private static void addToCircle(double[] centroid, int at, double share, double angle, double radius) {
        centroid[at] += share * radius * Math.sin(angle);
        centroid[at + 1] += share * radius * Math.cos(angle);
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
