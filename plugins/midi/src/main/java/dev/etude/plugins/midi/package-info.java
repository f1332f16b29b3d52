/**
 * The DatasetSource {@code midi}: a folder of MIDI files becomes piano rolls.
 *
 * <p>{@link MidiSource} has the settings. {@link MidiFolder} finds the files; {@link PieceReader} makes a piece of
 * each: {@link MidiBytes} proves that it is whole and walks its events, {@link MidiScore} collects them with {@link
 * NotePairing}, {@link StepGrid} lays its ticks on steps. A {@link ReadPiece} is what became of it.
 */
package dev.etude.plugins.midi;
