/**
 * The DatasetSource {@code midi}: a folder of MIDI files becomes piano rolls.
 *
 * <p>{@link MidiSource} has the settings. {@link MidiFolder} finds the files; {@link PieceReader} makes a piece of
 * each: {@link MidiBytes} reads its events and proves that it is whole, {@link MidiScore} collects them with {@link
 * NotePairing}, {@link StepGrid} lays its ticks on steps. A {@link ReadPiece} is what became of it.
 */
package dev.etude.plugins.midi;
