package dev.etude.plugins.metrics;

import dev.etude.music.ChordKind;
import dev.etude.music.ChordSymbol;
import dev.etude.music.PianoRoll;
import dev.etude.spi.BinarySequence;
import dev.etude.spi.Doc;
import dev.etude.spi.Metric;
import dev.etude.spi.Plugin;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of the music is chords that anyone recognises.
 *
 * <ul>
 *   <li>{@code chord-rate}: share of steps whose sounding pitch classes are exactly those of one of the fourteen full
 *       kinds of {@link ChordKind}, on any root, in any voicing. Silent steps are not chords.
 *   <li>{@code chord-rate-by-bar}: the lenient reading, which forgives a note that comes too early or flickers: share
 *       of bars whose pitches that sound in more than half of their steps make such a chord. The row's bar lines may
 *       lie up to a quarter of a bar early or late; each row takes its best place. NaN for rows shorter than half a
 *       bar.
 *   <li>{@code bare-fifths}: share of steps that sound a fifth and nothing else. A generator that is unsure of the
 *       third hides here, so it is counted apart.
 *   <li>{@code chord-kinds}: how many different pitch-class sets are among the chords, roots told apart (C and D major
 *       are two; C6 and Am7, the same pitches, are one).
 *   <li>{@code changes}: how often a row's sounding keys differ from those of the step before.
 *   <li>{@code silent-steps}: share of steps without a sound.
 * </ul>
 */
@Plugin("chords")
@Doc("How much of the music is chords: exact chords of three or more notes, bare fifths, kinds, changes, silence")
public record Chords() implements Metric {
    private static final boolean[] FULL_CHORD = new boolean[1 << 12];
    private static final boolean[] BARE_FIFTH = new boolean[1 << 12];

    static {
        for (ChordKind kind : ChordKind.values()) {
            for (int root = 0; root < 12; root++) {
                (kind.isFull() ? FULL_CHORD : BARE_FIFTH)[kind.pitchClasses(root)] = true;
            }
        }
    }

    @Override
    public Map<String, Double> measure(List<BinarySequence> rows, Reference reference) {
        MusicRows music = MusicRows.of("chords", rows, reference);
        BitSet kinds = new BitSet();
        int steps = 0;
        int chords = 0;
        int fifths = 0;
        int silent = 0;
        int changes = 0;
        for (PianoRoll roll : music.rolls()) {
            for (int step = 0; step < roll.steps(); step++) {
                int pitchClasses = ChordSymbol.pitchClassesAt(roll, step);
                if (FULL_CHORD[pitchClasses]) {
                    chords++;
                    kinds.set(pitchClasses);
                }
                fifths += BARE_FIFTH[pitchClasses] ? 1 : 0;
                silent += pitchClasses == 0 ? 1 : 0;
                changes += step > 0 && changes(roll, step) ? 1 : 0;
            }
            steps += roll.steps();
        }
        int stepsPerBar = music.encoding().stepsPerBar();
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("chord-rate", (double) chords / steps);
        figures.put("chord-rate-by-bar", music.meanOver(roll -> bestRateByBar(roll, stepsPerBar)));
        figures.put("bare-fifths", (double) fifths / steps);
        figures.put("chord-kinds", (double) kinds.cardinality());
        figures.put("changes", (double) changes / rows.size());
        figures.put("silent-steps", (double) silent / steps);
        return figures;
    }

    private static boolean changes(PianoRoll roll, int step) {
        for (int pitch = 0; pitch < PianoRoll.PITCHES; pitch++) {
            if (roll.sounds(step, pitch) != roll.sounds(step - 1, pitch)) {
                return true;
            }
        }
        return false;
    }

    private static double bestRateByBar(PianoRoll roll, int stepsPerBar) {
        double best = Double.NaN;
        for (int shift = -(stepsPerBar / 4); shift <= stepsPerBar / 4; shift++) {
            double rate = rateByBar(roll, stepsPerBar, shift);
            if (Double.isNaN(best) || rate > best) {
                best = rate;
            }
        }
        return best;
    }

    /** Bars of which less than half lies inside the row are left out. */
    private static double rateByBar(PianoRoll roll, int stepsPerBar, int shift) {
        int bars = 0;
        int chords = 0;
        for (int bar = shift; bar < roll.steps(); bar += stepsPerBar) {
            int from = Math.max(0, bar);
            int to = Math.min(roll.steps(), bar + stepsPerBar);
            if (to - from >= stepsPerBar / 2) {
                bars++;
                chords += FULL_CHORD[BarChords.mostlySounding(roll, from, to - from)] ? 1 : 0;
            }
        }
        return bars == 0 ? Double.NaN : (double) chords / bars;
    }
}
