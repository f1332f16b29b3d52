package dev.etude.plugins.midi;

/**
 * A note as the file has it.
 *
 * @param onset the tick at which it is struck
 * @param end the tick at which it ends; not before its onset
 * @param midiPitch 0 to 127
 */
record MidiNote(long onset, long end, int midiPitch) {}
