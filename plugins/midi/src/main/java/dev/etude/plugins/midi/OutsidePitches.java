package dev.etude.plugins.midi;

/** What becomes of notes that no key of a piano plays: below A0 (MIDI 21) or above C8 (MIDI 108). */
public enum OutsidePitches {
    /** They are left out. */
    DROP,
    /** They are moved by octaves to the nearest key. */
    FOLD,
    /** The file is skipped. */
    SKIP
}
