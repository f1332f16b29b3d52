package dev.etude.spi;

/**
 * What became of one file of a data set.
 *
 * @param file its path within the folder that was read
 * @param notes how many notes were used
 * @param bars how many bars long the piece is
 * @param outcome whether it was used
 * @param why one line for a cut or skipped file, or what was changed in a used one; empty if nothing was
 */
public record Intake(String file, int notes, double bars, Outcome outcome, String why) {
    /** Used whole, cut to a limit, or skipped. */
    public enum Outcome {
        USED,
        CUT,
        SKIPPED
    }
}
