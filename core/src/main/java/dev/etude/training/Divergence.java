package dev.etude.training;

/** Training met a number that is not finite. The run is failed; its last checkpoint is whole. */
public final class Divergence extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Divergence(String message) {
        super(message);
    }
}
