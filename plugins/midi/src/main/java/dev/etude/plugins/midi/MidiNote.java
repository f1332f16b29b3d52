package dev.etude.plugins.midi;

/**
 * A note, in the ticks of its file or laid on time steps.
 *
 * @param onset the tick or step at which it is struck
 * @param end the tick or step at which it ends; not before its onset
 * @param midiPitch 0 to 127
 */
record MidiNote(long onset, long end, int midiPitch) {}
