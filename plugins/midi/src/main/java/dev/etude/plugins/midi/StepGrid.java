package dev.etude.plugins.midi;

/**
 * Where the ticks of a file fall on time steps.
 *
 * @param ticksPerQuarter the file's resolution, at least 1
 * @param shift ticks of silence put before the file's first
 * @param stepsPerQuarter time steps a quarter note
 * @param overhang the share of a step that a note may run into without sounding in it
 */
record StepGrid(long ticksPerQuarter, long shift, int stepsPerQuarter, double overhang) {
    private static final int STEP_BITS = 28;
    private static final int PITCH_BITS = 7;
    private static final long LAST_STEP = (1L << STEP_BITS) - 1;

    /**
     * A note in steps instead of ticks, as a number that is the greater the later its onset, so that many are sorted
     * in no time. It begins at the step nearest to its onset and ends after the last one in which it sounds, at least
     * one later.
     */
    long lay(MidiNote note) {
        long onset = ((note.onset() + shift) * stepsPerQuarter * 2 + ticksPerQuarter) / (2 * ticksPerQuarter);
        double sounds = (double) ((note.end() + shift) * stepsPerQuarter) / ticksPerQuarter;
        long end = Math.max(onset + 1, (long) Math.ceil(sounds - overhang));
        return (Math.min(onset, LAST_STEP) << STEP_BITS | Math.min(end, LAST_STEP)) << PITCH_BITS | note.midiPitch();
    }

    /** The step at which a laid note is struck. */
    static int onset(long laid) {
        return (int) (laid >> STEP_BITS + PITCH_BITS);
    }

    /** The step after the last one in which a laid note sounds. */
    static int end(long laid) {
        return (int) (laid >> PITCH_BITS & LAST_STEP);
    }

    /** The pitch of a laid note, 0 to 127. */
    static int midiPitch(long laid) {
        return (int) (laid & (1 << PITCH_BITS) - 1);
    }
}
