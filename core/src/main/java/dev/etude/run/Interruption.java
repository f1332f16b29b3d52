package dev.etude.run;

/** The user stopped the run; it has written a checkpoint and can be resumed. */
public final class Interruption extends RuntimeException {
    private static final long serialVersionUID = 1;

    Interruption(String message) {
        super(message);
    }
}
