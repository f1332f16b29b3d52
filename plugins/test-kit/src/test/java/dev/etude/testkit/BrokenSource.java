package dev.etude.testkit;

import dev.etude.spi.BinarySequence;
import dev.etude.spi.Dataset;
import dev.etude.spi.DatasetSource;
import dev.etude.spi.Doc;
import dev.etude.spi.Intake;
import dev.etude.spi.Piece;
import dev.etude.spi.Plugin;
import dev.etude.spi.SequenceShape;
import dev.etude.spi.UserError;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A source with at most one fault: a piece that is made up, or nothing. */
@Plugin("broken")
@Doc("For tests of the kit")
public record BrokenSource(@Doc("what is wrong") Fault fault,
        @Doc("whether there is anything to read") boolean something)
        implements DatasetSource {
    private static final AtomicInteger CALLS = new AtomicInteger();

    /** What is wrong, and which tests must notice. */
    public enum Fault {
        NONE,
        NO_PIECES("readsPiecesOfItsEncoding", "readsSomethingThatSounds"),
        OTHER_SYMBOLS("readsPiecesOfItsEncoding"),
        NAMELESS("readsPiecesOfItsEncoding"),
        ALL_OFF("readsSomethingThatSounds"),
        NEW_ORDER_EACH_TIME("readsTheSameAgain"),
        SKIPS_WITHOUT_A_REASON("saysWhatBecameOfEachFile"),
        READS_NOTHING_IN_SILENCE("refusesWhereThereIsNothingToRead"),
        REFUSES_AT_LENGTH("refusesWhereThereIsNothingToRead");

        final String[] failures;

        Fault(String... failures) {
            this.failures = failures;
        }
    }

    public BrokenSource() {
        this(Fault.NONE, true);
    }

    @Override
    public Dataset read() {
        if (!something && fault != Fault.READS_NOTHING_IN_SILENCE) {
            throw new UserError(fault == Fault.REFUSES_AT_LENGTH ? "there is nothing\nto read"
                    : "broken: there is nothing to read");
        }
        long seed = fault == Fault.NEW_ORDER_EACH_TIME ? CALLS.incrementAndGet() : 1;
        BinarySequence cells = switch (fault) {
            case OTHER_SYMBOLS -> Examples.letters(8, seed);
            case ALL_OFF -> BinarySequence.of(new SequenceShape(8, Examples.KEYS.symbols()), new BitSet());
            default -> Examples.music(Examples.KEYS, 8, seed);
        };
        Piece piece = new Piece(fault == Fault.NAMELESS ? "" : "piece", cells);
        Intake skipped = new Intake("bad.mid", 0, 0, Intake.Outcome.SKIPPED,
                fault == Fault.SKIPS_WITHOUT_A_REASON ? "" : "no MIDI file");
        return new Dataset(fault == Fault.NO_PIECES || !something ? List.of() : List.of(piece), Examples.KEYS,
                List.of(skipped));
    }
}
