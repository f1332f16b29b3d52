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
    /** The step nearest to a note's onset. */
    long onset(MidiNote note) {
        return ((note.onset() + shift) * stepsPerQuarter * 2 + ticksPerQuarter) / (2 * ticksPerQuarter);
    }

    /** The step after the last one in which a note sounds; at least one after its onset. */
    long end(MidiNote note) {
        double position = (double) ((note.end() + shift) * stepsPerQuarter) / ticksPerQuarter;
        return Math.max(onset(note) + 1, (long) Math.ceil(position - overhang));
    }
}
