package dev.etude.plugins.midi;

/**
 * Which note a note-off ends when a key was struck again before it was released. The names are MusPy's.
 */
public enum NoteOff {
    /** The one struck first. */
    FIFO,
    /** The one struck last. */
    LIFO,
    /** All of them, but those struck at the very tick of the note-off if there are earlier ones. */
    ALL
}
