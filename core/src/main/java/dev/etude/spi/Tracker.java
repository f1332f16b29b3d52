package dev.etude.spi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Shows runs in another system, such as MLflow. The run folder is the truth; a tracker is brought up to date with it.
 *
 * <p>The run calls {@link #send} on a thread of its own, every second or so and at the end; {@code ./runner track}
 * calls it once more for what is missing. A tracker that is slow, hanging or absent never harms the run: the call is
 * interrupted when the run has waited long enough.
 */
public interface Tracker {
    /**
     * Sends what the tracker does not have yet. Idempotent: what arrived is known from the tracker itself or from a
     * file of its own under {@code run.folder()}{@code /tracking/}.
     *
     * @return whether everything that the folder holds has arrived
     * @throws IOException if it cannot be reached or refuses; the message is one line that names the address and the
     *     mend
     * @throws InterruptedException if interrupted while waiting
     */
    boolean send(RunRecord run) throws IOException, InterruptedException;

    /**
     * Starts the tracker's own user interface on this machine and blocks until interrupted.
     *
     * @param home a folder for its data and installation, kept between calls
     * @param runs the runs to show; sent as soon as the server is up
     * @param out takes lines for the user, the address among them
     * @throws UserError if it has none, or something that it needs is missing
     */
    default void show(Path home, Iterable<RunRecord> runs, Consumer<String> out)
            throws IOException, InterruptedException {
        throw new UserError(getClass().getAnnotation(Plugin.class).value() + ": has no user interface of its own");
    }
}
