package dev.etude.testkit;

import dev.etude.spi.Augmentation;
import dev.etude.spi.Doc;
import dev.etude.spi.Encoding;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.Plugin;
import dev.etude.spi.SequenceShape;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** An augmentation with at most one fault: silences half of the row. */
@Plugin("broken")
@Doc("For tests of the kit")
public record BrokenAugmentation(@Doc("what is wrong") Fault fault) implements Augmentation {
    private static final AtomicInteger CALLS = new AtomicInteger();

    /** What is wrong, and which tests must notice. */
    public enum Fault {
        NONE,
        SOURCE_NOT_FILLED("fillsTheWholeSource", "survivesSilence", "takesOrPlainlyRefusesOtherEncodings"),
        CELL_USED_TWICE("fillsTheWholeSource", "survivesSilence", "takesOrPlainlyRefusesOtherEncodings"),
        NO_SUCH_CELL("fillsTheWholeSource", "survivesSilence", "takesOrPlainlyRefusesOtherEncodings"),
        WRITES_INTO_THE_ROW("leavesTheRowAlone"),
        CHANCE_OF_ITS_OWN("takesAllChanceFromTheRandomSource"),
        DOES_NOTHING("changesSomething"),
        FAILS_ON_LETTERS("takesOrPlainlyRefusesOtherEncodings"),
        FAILS_ON_SILENCE("survivesSilence");

        final String[] failures;

        Fault(String... failures) {
            this.failures = failures;
        }
    }

    public BrokenAugmentation() {
        this(Fault.NONE);
    }

    @Override
    public void draw(float[] cells, SequenceShape shape, Encoding encoding, RandomGenerator random, int[] source) {
        if (fault == Fault.FAILS_ON_LETTERS && !(encoding instanceof PianoRollEncoding)) {
            throw new ClassCastException("letters are no piano keys");
        }
        int on = 0;
        for (float cell : cells) {
            on += (int) cell;
        }
        if (fault == Fault.FAILS_ON_SILENCE && on == 0) {
            throw new ArithmeticException("the mean of nothing");
        }
        boolean firstHalf = random.nextBoolean();
        if (fault == Fault.CHANCE_OF_ITS_OWN) {
            firstHalf = CALLS.getAndIncrement() % 2 == 0;
        }
        for (int cell = 0; cell < source.length; cell++) {
            boolean silenced = fault != Fault.DOES_NOTHING && firstHalf == (cell < source.length / 2);
            source[cell] = silenced ? -1 : cell;
        }
        switch (fault) {
            case SOURCE_NOT_FILLED -> source[7] = Integer.MIN_VALUE;
            case CELL_USED_TWICE -> source[0] = source[source.length - 1] = 5;
            case NO_SUCH_CELL -> source[3] = source.length;
            case WRITES_INTO_THE_ROW -> cells[0] = 1;
            default -> { }
        }
    }
}
