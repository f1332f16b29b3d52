package dev.etude.music;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Silence.
 *
 * @param offset where it begins, in quarter notes
 * @param quarterLength how long it lasts, in quarter notes; greater than 0
 */
public record Rest(Fraction offset, Fraction quarterLength) implements GeneralNote {
    public Rest {
        requireLength(quarterLength);
    }

    @Override
    public List<Note> notes() {
        return List.of();
    }

    @Override
    public Rest at(Fraction newOffset) {
        return new Rest(newOffset, quarterLength);
    }

    @Override
    public Rest between(Fraction from, Fraction to) {
        return new Rest(from, to.minus(from));
    }

    /**
     * As music21 writes it: {@code <music21.note.Rest dotted-half>}; where the length has no name, {@code 5ql},
     * {@code 2.5ql} or {@code 1/3ql}.
     */
    @Override
    public String toString() {
        return "<music21.note.Rest " + length() + ">";
    }

    static void requireLength(Fraction quarterLength) {
        if (!quarterLength.isPositive()) {
            throw new IllegalArgumentException("quarterLength: must be above 0, was " + quarterLength);
        }
    }

    private String length() {
        Optional<String> name = NoteValue.ofWholeLength(quarterLength).flatMap(NoteValue::fullName);
        boolean isDecimal = Long.bitCount(quarterLength.denominator()) == 1;
        return name.orElse(
                (isDecimal ? new BigDecimal(quarterLength.doubleValue()).toPlainString() : quarterLength) + "ql");
    }
}
