package dev.etude.testkit;

import dev.etude.spi.BinarySequence;
import dev.etude.spi.Doc;
import dev.etude.spi.Metric;
import dev.etude.spi.Plugin;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.UserError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A metric with at most one fault: how many cells are on. */
@Plugin("broken")
@Doc("For tests of the kit")
public record BrokenMetric(@Doc("what is wrong") Fault fault) implements Metric {
    private static final AtomicInteger CALLS = new AtomicInteger();

    /** What is wrong, and which tests must notice. */
    public enum Fault {
        NONE,
        CAMEL_CASE("namesItsFiguresInKebabCase"),
        NO_FIGURES("namesItsFiguresInKebabCase", "givesNumbersForOrdinaryRows"),
        NEVER_DEFINED("givesNumbersForOrdinaryRows"),
        COUNTS_CALLS("givesTheSameFiguresAgain"),
        LEAVES_OUT_FIGURES_OF_SILENCE("keepsTheOrderOfItsFigures"),
        INFINITE_FOR_SILENCE("survivesSilenceAndTheFullKeyboard"),
        FAILS_WITHOUT_PIECES(
                "survivesWhereThereIsNothingToCompareWith", "keepsTheOrderOfItsFigures",
                "measuresOrPlainlyRefusesOtherEncodings"),
        FAILS_ON_LETTERS("measuresOrPlainlyRefusesOtherEncodings"),
        REFUSES_WITHOUT_ITS_NAME("measuresOrPlainlyRefusesOtherEncodings"),
        SORTS_THE_ROWS(
                "namesItsFiguresInKebabCase", "givesNumbersForOrdinaryRows", "givesTheSameFiguresAgain",
                "keepsTheOrderOfItsFigures",
                "survivesSilenceAndTheFullKeyboard", "survivesWhereThereIsNothingToCompareWith",
                "measuresOrPlainlyRefusesOtherEncodings");

        final String[] failures;

        Fault(String... failures) {
            this.failures = failures;
        }
    }

    public BrokenMetric() {
        this(Fault.NONE);
    }

    @Override
    public Map<String, Double> measure(List<BinarySequence> rows, Reference reference) {
        boolean music = reference.encoding() instanceof PianoRollEncoding;
        if (fault == Fault.FAILS_ON_LETTERS && !music) {
            throw new ClassCastException("letters are no piano keys");
        }
        if (fault == Fault.REFUSES_WITHOUT_ITS_NAME && !music) {
            throw new UserError("not with these data");
        }
        if (fault == Fault.FAILS_WITHOUT_PIECES && reference.heldOut().isEmpty() && music) {
            throw new IllegalStateException("nothing to compare with");
        }
        if (fault == Fault.SORTS_THE_ROWS) {
            rows.sort((one, other) -> Integer.compare(one.onCells(), other.onCells()));
        }
        double on = rows.stream().mapToInt(BinarySequence::onCells).sum();
        Map<String, Double> figures = new LinkedHashMap<>();
        if (fault != Fault.NO_FIGURES && !(fault == Fault.LEAVES_OUT_FIGURES_OF_SILENCE && on == 0)) {
            figures.put(fault == Fault.CAMEL_CASE ? "onCells" : "on-cells", switch (fault) {
                case NEVER_DEFINED -> Double.NaN;
                case COUNTS_CALLS -> on + CALLS.incrementAndGet();
                case INFINITE_FOR_SILENCE -> on == 0 ? Double.NEGATIVE_INFINITY : on;
                default -> on;
            });
        }
        return figures;
    }
}
