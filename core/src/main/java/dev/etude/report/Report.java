package dev.etude.report;

import dev.etude.spi.RunRecord;
import dev.etude.spi.RunRecord.Status;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * The page of a run: what one would show a friend. It is one file that needs no network and, unless a recording is too
 * long to travel inside it, no other file; under about 10 MB.
 */
public final class Report {
    private Report() {}

    /**
     * Writes the page as HTML in UTF-8. It shows what the folder holds, however little that is.
     *
     * @param status how the run ended; a run writes its page before its status says so
     * @param out flushed, not closed
     * @throws IOException if a file of the run cannot be read, or the page cannot be written
     */
    public static void write(RunRecord run, Status status, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        Template.load("report.html").write(Page.of(RunFacts.read(run, status)), writer);
        writer.flush();
    }
}
