package dev.etude.music;

import java.util.List;

/** What stands in a stream: a note, a chord or a rest. The names are music21's. */
public sealed interface GeneralNote permits Note, Chord, Rest {
    /** Where it begins, in quarter notes from the beginning of the stream or measure that holds it. */
    Fraction offset();

    /** How long it lasts, in quarter notes; greater than 0. */
    Fraction quarterLength();

    /** The notes in it, lowest first: none of a rest, itself of a note. */
    List<Note> notes();

    /** The same, with another offset. */
    GeneralNote at(Fraction newOffset);

    /**
     * What of it sounds between two offsets. Where it is cut, its notes are tied.
     *
     * @param from not before {@link #offset}
     * @param to not after {@link #end}
     */
    GeneralNote between(Fraction from, Fraction to);

    /** Where it ends: the offset plus the length. */
    default Fraction end() {
        return offset().plus(quarterLength());
    }
}
