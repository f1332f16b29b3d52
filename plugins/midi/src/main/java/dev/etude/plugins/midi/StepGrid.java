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
    /**
     * A note in steps instead of ticks. It begins at the step nearest to its onset and ends after the last one in which
     * it sounds, at least one later.
     */
    MidiNote lay(MidiNote note) {
        long onset = ((note.onset() + shift) * stepsPerQuarter * 2 + ticksPerQuarter) / (2 * ticksPerQuarter);
        double end = (double) ((note.end() + shift) * stepsPerQuarter) / ticksPerQuarter;
        return new MidiNote(onset, Math.max(onset + 1, (long) Math.ceil(end - overhang)), note.midiPitch());
    }
}
