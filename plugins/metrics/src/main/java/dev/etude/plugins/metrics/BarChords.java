package dev.etude.plugins.metrics;

import dev.etude.music.ChordSymbol;
import dev.etude.music.PianoRoll;
import java.util.ArrayList;
import java.util.List;

/** The pitch classes of each bar of a roll, wherever the bars are laid. The roll begins again where it ends. */
final class BarChords {
    private final PianoRoll roll;
    private final int stepsPerBar;
    private final int[] chordAt;

    BarChords(PianoRoll roll, int stepsPerBar) {
        this.roll = roll;
        this.stepsPerBar = stepsPerBar;
        this.chordAt = new int[roll.steps()];
        for (int step = 0; step < chordAt.length; step++) {
            chordAt[step] = mostlySounding(roll, step, stepsPerBar);
        }
    }

    /**
     * The pitch classes, as a set, of the pitches that sound in more than half of some steps.
     *
     * @param from the first step; beyond its end, the roll begins again
     */
    static int mostlySounding(PianoRoll roll, int from, int steps) {
        int pitchClasses = 0;
        for (int pitch = 0; pitch < PianoRoll.PITCHES; pitch++) {
            int sounding = 0;
            for (int step = from; step < from + steps; step++) {
                sounding += roll.sounds(step % roll.steps(), pitch) ? 1 : 0;
            }
            if (2 * sounding > steps) {
                pitchClasses |= 1 << ChordSymbol.pitchClass(pitch);
            }
        }
        return pitchClasses;
    }

    /** The chords of the bars of a window, transposed so that all transpositions of a sequence give the same. */
    List<Integer> sequence(int from, int steps) {
        List<Integer> least = null;
        for (int semitones = 0; semitones < 12; semitones++) {
            List<Integer> transposed = transposed(from, steps, semitones);
            if (least == null || isBefore(transposed, least)) {
                least = transposed;
            }
        }
        return least;
    }

    private List<Integer> transposed(int from, int steps, int semitones) {
        List<Integer> chords = new ArrayList<>();
        for (int bar = 0; bar < steps; bar += stepsPerBar) {
            boolean whole = bar + stepsPerBar <= steps;
            int step = (from + bar) % roll.steps();
            int chord = whole ? chordAt[step] : mostlySounding(roll, step, steps - bar);
            chords.add((chord << semitones | chord >> 12 - semitones) & 0xFFF);
        }
        return chords;
    }

    private static boolean isBefore(List<Integer> one, List<Integer> other) {
        for (int i = 0; i < one.size(); i++) {
            if (!one.get(i).equals(other.get(i))) {
                return one.get(i) < other.get(i);
            }
        }
        return false;
    }
}
