package dev.etude.run;

import dev.etude.health.Collapse;
import dev.etude.plugins.PluginCatalog;
import dev.etude.plugins.PluginInfo;
import dev.etude.spi.UserError;
import dev.etude.training.Divergence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Optional;

/**
 * What went wrong, as it is told.
 *
 * @param line one line (or one a fault of a configuration) that says what, where, and what mends it
 * @param kind who can mend it
 */
public record Failure(String line, Kind kind) {
    /** Who can mend a failure. */
    public enum Kind {
        /** The user: a setting, a file, a program that is missing. */
        MISTAKE,
        /** The user too, but the run had begun well: divergence, collapse, a full disk, too little memory. */
        FAILED_RUN,
        /** The author of a plugin, or Etude's: a trace helps. */
        BUG
    }

    private static final String MEMORY =
            "out of memory; lower training.batch, window.steps, samples.measured or the sizes of the"
            + " networks, or give more: ETUDE_JAVA_OPTIONS=\"-Xmx2g -Dorg.bytedeco.javacpp.maxphysicalbytes=8g\"";

    /** A failure, told without knowing which plugins there are. */
    static Failure of(Throwable thrown) {
        return of(thrown, Optional.empty());
    }

    /**
     * A failure.
     *
     * @param catalog tells which plugin a bug is in; empty if plugins were not loaded
     */
    public static Failure of(Throwable thrown, Optional<PluginCatalog> catalog) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                return new Failure(MEMORY, Kind.FAILED_RUN);
            }
        }
        if (thrown instanceof UserError) {
            return new Failure(thrown.getMessage(), Kind.MISTAKE);
        }
        if (thrown instanceof Divergence || thrown instanceof Collapse || thrown instanceof Interruption) {
            return new Failure(thrown.getMessage(), Kind.FAILED_RUN);
        }
        if (thrown instanceof IOException file) {
            return new Failure("failed: " + words(file), Kind.FAILED_RUN);
        }
        if (thrown instanceof UncheckedIOException file) {
            return new Failure("failed: " + words(file.getCause()), Kind.FAILED_RUN);
        }
        return new Failure(bug(thrown, catalog), Kind.BUG);
    }

    private static String words(IOException failure) {
        boolean namesFile = failure instanceof FileSystemException system && system.getFile() != null;
        return (namesFile ? ((FileSystemException) failure).getFile() + ": " : "") + RunFolder.reason(failure);
    }

    private static String bug(Throwable thrown, Optional<PluginCatalog> catalog) {
        String what = thrown.toString().strip().replaceAll("\\s+", " ");
        Optional<PluginInfo> culprit = catalog.flatMap(plugins -> plugins.culprit(thrown));
        return culprit.map(plugin -> "a bug in the " + plugin.kind().noun() + " " + plugin.name() + " ("
                        + plugin.origin() + "), not your mistake: " + what + "; tell its author, or use another")
                .orElse("a bug in Etude, not your mistake: " + what + "; please report it");
    }
}
