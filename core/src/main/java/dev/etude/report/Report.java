package dev.etude.report;

import dev.etude.spi.RunRecord;
import java.io.IOException;

/** The page of a run. */
public final class Report {
    private Report() {}

    /** A self-contained HTML page. */
    public static String html(RunRecord run) throws IOException {
        return "<!doctype html><title>" + run.name() + "</title>";
    }
}
