package dev.etude.run;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a run says: to the user, with one line of progress that renews itself on a terminal and comes now and then as a
 * plain line without one; and to the run's {@code log.txt}. Any thread may speak.
 */
public final class Console {
    private static final long PLAIN_PAUSE_MILLIS = 10_000;
    private static final String ERASE_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private Writer log = Writer.nullWriter();
    private boolean progressShown;
    private long lastProgress = Long.MIN_VALUE;

    /**
     * @param terminal whether {@code out} is a terminal, so that a line can renew itself
     */
    public Console(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** From now on, what is said is kept in a run's log as well. */
    public synchronized void keepIn(Path folder) throws IOException {
        log = Files.newBufferedWriter(
                folder.resolve("log.txt"),
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** Says a line; the log keeps its paths whole. */
    public synchronized void say(String line) {
        erase();
        out.println(Shown.line(line));
        out.flush();
        keep(line);
    }

    /** Shows how far things are. */
    public synchronized void progress(String line) {
        long now = System.currentTimeMillis();
        if (terminal) {
            out.print(ERASE_LINE + line);
            out.flush();
            progressShown = true;
        } else if (now - PLAIN_PAUSE_MILLIS >= lastProgress) {
            lastProgress = now;
            out.println(line);
            out.flush();
        }
    }

    /** Ends the line of progress. */
    public synchronized void erase() {
        if (progressShown) {
            out.print(ERASE_LINE);
            progressShown = false;
        }
    }

    private void keep(String line) {
        try {
            log.write(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + line + "\n");
            log.flush();
        } catch (IOException full) {
            // The user has just been told on the screen; a log that cannot be written must not end a run.
            log = Writer.nullWriter();
            out.println("log.txt: cannot be written (" + RunFolder.reason(full) + "); the run goes on without it");
        }
    }
}
