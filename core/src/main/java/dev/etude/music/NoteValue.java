package dev.etude.music;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A length that one note head can show: a half, a dotted eighth, an eighth of a triplet.
 *
 * @param exponent the undotted value as a power of two quarter notes: 0 a quarter, 2 a whole, -2 a 16th
 * @param isDotted whether a dot adds half of it
 * @param actualNotes so many notes sound in the time of {@code normalNotes}: 3 in a triplet, 1 outside a tuplet
 * @param normalNotes the power of two that {@code actualNotes} replaces: 2 in a triplet, 1 outside a tuplet
 */
record NoteValue(int exponent, boolean isDotted, int actualNotes, int normalNotes) {
    private static final String[] TYPES = {
        "1024th", "512th", "256th", "128th", "64th", "32nd", "16th", "eighth", "quarter", "half", "whole", "breve"
    };
    private static final int SHORTEST_EXPONENT = -8;

    /** The plain or dotted value of exactly this length; empty if it takes more than one, or a tuplet. */
    static Optional<NoteValue> ofWholeLength(Fraction quarterLength) {
        if (Long.bitCount(quarterLength.denominator()) != 1) {
            return Optional.empty();
        }
        NoteValue value = longestWithin(quarterLength, 1, 1);
        return value.quarterLength().equals(quarterLength) ? Optional.of(value) : Optional.empty();
    }

    /**
     * The values that, tied, last from an offset in a bar for a length. They show the beat: only a value that begins on
     * a quarter may last beyond the next one.
     */
    static List<NoteValue> split(Fraction offset, Fraction quarterLength) {
        List<NoteValue> values = new ArrayList<>();
        Fraction position = offset;
        Fraction end = offset.plus(quarterLength);
        while (position.compareTo(end) < 0) {
            Fraction left = end.minus(position);
            if (position.isWhole() && left.compareTo(Fraction.ONE) >= 0) {
                NoteValue value = ofWholeLength(left).orElse(longestWithin(Fraction.of(left.floor()), 1, 1));
                values.add(value);
                position = position.plus(value.quarterLength());
            } else {
                Fraction nextBeat = Fraction.of(position.floor() + 1);
                Fraction stop = end.min(nextBeat);
                values.addAll(withinBeat(stop.minus(position)));
                position = stop;
            }
        }
        return values;
    }

    /** The exact length in quarter notes. */
    Fraction quarterLength() {
        Fraction plain = exponent >= 0 ? Fraction.of(1L << exponent) : new Fraction(1, 1L << -exponent);
        Fraction dotted = isDotted ? plain.times(3).dividedBy(2) : plain;
        return dotted.times(normalNotes).dividedBy(actualNotes);
    }

    /** The name of the undotted value in MusicXML: {@code 16th}; empty beyond a 1024th or a breve. */
    Optional<String> type() {
        int index = exponent - SHORTEST_EXPONENT;
        return index < 0 || index >= TYPES.length ? Optional.empty() : Optional.of(TYPES[index]);
    }

    /** music21's name: {@code dotted-half}. */
    Optional<String> fullName() {
        return type().map(type -> isDotted ? "dotted-" + type : type);
    }

    private static List<NoteValue> withinBeat(Fraction quarterLength) {
        int actual = (int) (quarterLength.denominator() >> Long.numberOfTrailingZeros(quarterLength.denominator()));
        int normal = Integer.highestOneBit(actual);
        List<NoteValue> values = new ArrayList<>();
        Fraction left = quarterLength;
        while (left.isPositive()) {
            NoteValue value = longestWithin(left, actual, normal);
            values.add(value);
            left = left.minus(value.quarterLength());
        }
        return values;
    }

    private static NoteValue longestWithin(Fraction quarterLength, int actual, int normal) {
        Fraction written = quarterLength.times(actual).dividedBy(normal);
        int exponent = written.compareTo(Fraction.ONE) >= 0
                ? 63 - Long.numberOfLeadingZeros(written.floor())
                : Long.numberOfLeadingZeros((written.denominator() - 1) / written.numerator()) - 64;
        NoteValue dotted = new NoteValue(exponent, true, actual, normal);
        boolean dotFits = dotted.quarterLength().compareTo(quarterLength) <= 0;
        return dotFits ? dotted : new NoteValue(exponent, false, actual, normal);
    }
}
