package dev.etude.spi;

/**
 * A user's mistake, or something only the user can mend: the command line shows the message alone, without a trace, and
 * exits with 2.
 *
 * <p>The message is one line (or one a fault) that names the file, the place, what is wrong and what to do:
 * {@code "chords.yaml:3:9: data.folder: no such folder; create it, or set data.folder"}.
 */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UserError(String message) {
        super(message);
    }

    public UserError(String message, Throwable cause) {
        super(message, cause);
    }
}
