package dev.etude.music;

import java.util.List;

/**
 * A bar.
 *
 * @param number counted from 1
 * @param offset where it begins, in quarter notes from the beginning of its part
 * @param elements what begins in it, in order; their offsets are counted from the measure's
 */
public record Measure(int number, Fraction offset, List<GeneralNote> elements) {
    public Measure {
        elements = List.copyOf(elements);
    }

    /** As music21 writes it: {@code <music21.stream.Measure 2 offset=4.0>}. */
    @Override
    public String toString() {
        return "<music21.stream.Measure " + number + " offset=" + TextView.decimal(offset) + ">";
    }
}
