package dev.etude.spi;

import java.io.IOException;

/**
 * Reads a data set: the first stage of the road.
 *
 * <p>A source is deterministic: the same settings and files give the same pieces in the same order, on any machine. One
 * bad file is skipped and told in the {@link Intake}; it never ends the run.
 */
public interface DatasetSource {
    /**
     * Reads everything.
     *
     * @throws UserError if the settings name nothing that can be read: no such folder, no piece left
     * @throws IOException if reading fails for a reason that is not the data's
     */
    Dataset read() throws IOException;
}
