package dev.etude.health;

/** A run that was told to stop when it collapses has stopped. Its last checkpoint is whole. */
public final class Collapse extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Collapse(String message) {
        super(message);
    }
}
