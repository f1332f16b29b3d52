package dev.etude.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.spi.UserError;
import dev.etude.training.Divergence;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailureTest {
    @Test
    void eachKindIsToldInItsWay() {
        require(Failure.Kind.MISTAKE, "a.yaml:1:1: seed: wrong; mend it", new UserError("a.yaml:1:1: seed: wrong; mend it"));
        require(Failure.Kind.FAILED_RUN, "training diverged", new Divergence("training diverged"));
        require(Failure.Kind.FAILED_RUN, "failed: /a: permission denied", new AccessDeniedException("/a"));
        require(Failure.Kind.FAILED_RUN, "failed: /a: file name too long", new FileSystemException("/a", null, "File name too long"));
        require(Failure.Kind.FAILED_RUN, "failed: /a: cannot be written", new IOException("/a: cannot be written"));
        require(
                Failure.Kind.BUG,
                "a bug in Etude, not your mistake: java.lang.IllegalStateException: one two; please report it",
                new IllegalStateException("one\n two"));
    }

    @Test
    void wantOfMemoryIsFoundWhereverItHides() {
        Failure failure = Failure.of(new IllegalStateException("odd", new OutOfMemoryError("Java heap space")));
        assertEquals(Failure.Kind.FAILED_RUN, failure.kind());
        assertTrue(failure.line().startsWith("out of memory; lower training.batch"), failure.line());
    }

    private static void require(Failure.Kind kind, String line, Throwable thrown) {
        assertEquals(new Failure(line, kind), Failure.of(thrown, Optional.empty()));
    }
}
