package dev.etude.testkit;

import dev.etude.spi.Doc;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.Plugin;
import dev.etude.spi.Renderer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A renderer with at most one fault: the cells as text. */
@Plugin("broken")
@Doc("For tests of the kit")
public record BrokenRenderer(@Doc("what is wrong") Fault fault) implements Renderer {
    private static final AtomicInteger CALLS = new AtomicInteger();

    /** What is wrong, and which tests must notice. */
    public enum Fault {
        NONE,
        NAMES_ITS_FILE_ITSELF("writesFilesNamedAfterTheStem"),
        EMPTY_FILE("writesFilesNamedAfterTheStem", "rendersTheSampleThatItIsGiven"),
        LEAVES_A_TEMPORARY_FILE("writesNothingElse"),
        WRITES_ELSEWHERE("writesNothingElse"),
        CHANGES_WHAT_OTHERS_MADE("writesNothingElse"),
        COUNTS_CALLS("givesTheSameBytesAgain"),
        IGNORES_THE_SAMPLE("rendersTheSampleThatItIsGiven"),
        SAYS_NOTHING_OF_FAILURE("saysWhenAFileCannotBeWritten"),
        FAILS_ON_LETTERS("rendersOrPlainlyRefusesOtherSamples"),
        FAILS_ON_SILENCE("rendersOrPlainlyRefusesOtherSamples"),
        RAMBLES("saysNoticesInOneLine");

        final String[] failures;

        Fault(String... failures) {
            this.failures = failures;
        }
    }

    public BrokenRenderer() {
        this(Fault.NONE);
    }

    @Override
    public List<Path> render(Request request) throws IOException {
        if (fault == Fault.FAILS_ON_LETTERS && !(request.sample().encoding() instanceof PianoRollEncoding)) {
            throw new ClassCastException("letters are no piano keys");
        }
        if (fault == Fault.FAILS_ON_SILENCE && request.sample().cells().onCells() == 0) {
            throw new ArithmeticException("the mean of nothing");
        }
        request.notices().accept(fault == Fault.RAMBLES ? "one\ntwo" : "rendering");
        String text = switch (fault) {
            case EMPTY_FILE -> "";
            case IGNORES_THE_SAMPLE -> "la la la";
            case COUNTS_CALLS -> request.sample().cells().toBitSet() + " " + CALLS.incrementAndGet();
            default -> request.sample().cells().toBitSet().toString();
        };
        Path file = fault == Fault.NAMES_ITS_FILE_ITSELF ? request.folder().resolve("out.txt") : request.file("txt");
        try {
            Files.writeString(file, text);
        } catch (IOException failure) {
            if (fault != Fault.SAYS_NOTHING_OF_FAILURE) {
                throw failure;
            }
        }
        switch (fault) {
            case LEAVES_A_TEMPORARY_FILE -> Files.writeString(request.file("tmp"), text);
            case WRITES_ELSEWHERE -> Files.writeString(request.folder().resolveSibling("elsewhere.txt"), text);
            case CHANGES_WHAT_OTHERS_MADE -> request.made().forEach(BrokenRenderer::append);
            default -> { }
        }
        return List.of(file);
    }

    private static void append(Path file) {
        try {
            Files.writeString(file, Files.readString(file) + "!");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
