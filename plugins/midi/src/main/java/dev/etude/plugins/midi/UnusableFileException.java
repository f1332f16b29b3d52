package dev.etude.plugins.midi;

/** One file cannot be used; the message says why in a line without the file's name. */
final class UnusableFileException extends Exception {
    private static final long serialVersionUID = 1;

    UnusableFileException(String reason) {
        super(reason);
    }
}
