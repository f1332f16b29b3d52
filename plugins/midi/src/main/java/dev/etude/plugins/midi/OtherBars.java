package dev.etude.plugins.midi;

/** What becomes of pieces whose bars have another length than most of the music. */
public enum OtherBars {
    /** They are used like the others. */
    KEEP,
    /** They are skipped, so that windows that begin on a bar line do so in every piece. */
    SKIP
}
