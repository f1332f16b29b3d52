package dev.etude.music;

import java.util.Arrays;

/**
 * Which of the 88 keys sound at each time step, and which of them are struck there.
 *
 * <p>A roll is a boolean array [steps, 88]: pitch 0 is the piano's lowest key A0 (MIDI 21), pitch 87 its highest, C8
 * (MIDI 108). A step lasts {@code 1 / stepsPerQuarter} quarter notes. A sounding cell alone cannot tell a held note
 * from a repeated one, so every roll also knows its onsets; where a roll is made from sounding cells only, a note
 * begins wherever a pitch sounds that did not sound in the step before.
 *
 * <p>Immutable.
 */
public final class PianoRoll {
    /** The number of keys of a piano. */
    public static final int PITCHES = 88;

    /** The MIDI number of pitch 0. */
    public static final int LOWEST_MIDI_PITCH = 21;

    private static final int WORDS_PER_STEP = 2;

    private final int steps;
    private final int stepsPerQuarter;
    private final long[] sounding;
    private final long[] onsets;

    private PianoRoll(int steps, int stepsPerQuarter, long[] sounding, long[] onsets) {
        this.steps = steps;
        this.stepsPerQuarter = stepsPerQuarter;
        this.sounding = sounding;
        this.onsets = onsets;
    }

    /** The number of time steps, trailing silence included. */
    public int steps() {
        return steps;
    }

    /** How many steps a quarter note lasts; at least 1. */
    public int stepsPerQuarter() {
        return stepsPerQuarter;
    }

    /** The length in quarter notes. */
    public double quarterLength() {
        return (double) steps / stepsPerQuarter;
    }

    /** Whether a pitch (0 to 87) sounds at a step. */
    public boolean sounds(int step, int pitch) {
        return bit(sounding, step, pitch);
    }

    /** Whether a note on a pitch (0 to 87) begins at a step. Implies {@link #sounds}. */
    public boolean begins(int step, int pitch) {
        return bit(onsets, step, pitch);
    }

    /** The lowest pitch, from one (0 to 88) upwards, that sounds at a step, or -1. For loops over the few that do. */
    public int nextSounding(int step, int pitch) {
        for (int from = pitch; from < PITCHES; from = (from | 63) + 1) {
            long above = sounding[step * WORDS_PER_STEP + (from >> 6)] >>> from;
            if (above != 0) {
                return from + Long.numberOfTrailingZeros(above);
            }
        }
        return -1;
    }

    /** The step after the last one of the note that sounds at a step: where it ends or is struck again. */
    public int endOf(int step, int pitch) {
        int end = step + 1;
        while (end < steps && sounds(end, pitch) && !begins(end, pitch)) {
            end++;
        }
        return end;
    }

    /**
     * Steps {@code from} (inclusive) to {@code to} (exclusive). A note that sounds across {@code from} begins there.
     */
    public PianoRoll slice(int from, int to) {
        Builder slice = new Builder(to - from, stepsPerQuarter);
        for (int step = from; step < to; step++) {
            for (int pitch = 0; pitch < PITCHES; pitch++) {
                if (sounds(step, pitch)) {
                    slice.cell(step - from, pitch, step == from || begins(step, pitch));
                }
            }
        }
        return slice.build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PianoRoll roll
                && roll.steps == steps
                && roll.stepsPerQuarter == stepsPerQuarter
                && Arrays.equals(roll.sounding, sounding)
                && Arrays.equals(roll.onsets, onsets);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(sounding) + Arrays.hashCode(onsets);
    }

    @Override
    public String toString() {
        return "PianoRoll[" + steps + " steps, " + stepsPerQuarter + " a quarter]";
    }

    private static boolean bit(long[] bits, int step, int pitch) {
        return (bits[step * WORDS_PER_STEP + (pitch >> 6)] >>> (pitch & 63) & 1) != 0;
    }

    /** Collects notes into a roll. */
    public static final class Builder {
        private final int steps;
        private final int stepsPerQuarter;
        private final long[] sounding;
        private final long[] onsets;

        /**
         * @param steps the number of time steps, at least 0
         * @param stepsPerQuarter how many of them a quarter note lasts, at least 1
         */
        public Builder(int steps, int stepsPerQuarter) {
            if (steps < 0 || stepsPerQuarter < 1) {
                throw new IllegalArgumentException(
                        "a roll needs steps >= 0 and stepsPerQuarter >= 1, not " + steps + " and " + stepsPerQuarter);
            }
            this.steps = steps;
            this.stepsPerQuarter = stepsPerQuarter;
            this.sounding = new long[steps * WORDS_PER_STEP];
            this.onsets = new long[steps * WORDS_PER_STEP];
        }

        /** Adds a note on a pitch (0 to 87) that sounds from a step (inclusive) to another (exclusive). */
        public Builder note(int pitch, int from, int to) {
            for (int step = from; step < to; step++) {
                cell(step, pitch, step == from);
            }
            return this;
        }

        /** Makes one cell sound; {@code onset} says whether a note begins there. */
        public Builder cell(int step, int pitch, boolean onset) {
            if (step < 0 || step >= steps || pitch < 0 || pitch >= PITCHES) {
                throw new IndexOutOfBoundsException(
                        "no cell at step " + step + ", pitch " + pitch + " of a roll of " + steps + " x " + PITCHES);
            }
            int word = step * WORDS_PER_STEP + (pitch >> 6);
            long bit = 1L << (pitch & 63);
            sounding[word] |= bit;
            if (onset) {
                onsets[word] |= bit;
            }
            return this;
        }

        /** The roll. A cell that sounds after silence is made an onset, whatever it was added as. */
        public PianoRoll build() {
            long[] allOnsets = onsets.clone();
            for (int word = 0; word < sounding.length; word++) {
                long before = word < WORDS_PER_STEP ? 0 : sounding[word - WORDS_PER_STEP];
                allOnsets[word] |= sounding[word] & ~before;
            }
            return new PianoRoll(steps, stepsPerQuarter, sounding.clone(), allOnsets);
        }
    }
}
