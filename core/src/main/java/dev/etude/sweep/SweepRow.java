package dev.etude.sweep;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One run of a sweep as it stands.
 *
 * @param number from 1
 * @param run its folder; empty if it has none yet
 * @param state where it stands
 * @param reason why it is not finished, in one line; else empty
 */
record SweepRow(int number, Optional<Path> run, State state, String reason) {
    /** Where a run of a sweep stands. */
    enum State {
        /** It has not begun. */
        WAITING,
        /** A process is at work on it. */
        RUNNING,
        /** It has reached its end. */
        FINISHED,
        /** Its process was ended; it can be gone on with. */
        INTERRUPTED,
        /** It ended before its end, and would do so again unless something is mended. */
        FAILED
    }

    SweepRow as(State changed) {
        return new SweepRow(number, run, changed, "");
    }
}
