package dev.etude.music;

import java.util.List;
import java.util.Objects;

/**
 * A single note.
 *
 * @param offset where it begins, in quarter notes
 * @param quarterLength how long it lasts, in quarter notes; greater than 0
 * @param pitch its pitch
 * @param tie whether it is tied to a note before or after
 */
public record Note(Fraction offset, Fraction quarterLength, Pitch pitch, Tie tie) implements GeneralNote {
    public Note {
        Objects.requireNonNull(pitch, "pitch");
        Objects.requireNonNull(tie, "tie");
        Rest.requireLength(quarterLength);
    }

    @Override
    public List<Note> notes() {
        return List.of(this);
    }

    @Override
    public Note at(Fraction newOffset) {
        return new Note(newOffset, quarterLength, pitch, tie);
    }

    @Override
    public Note between(Fraction from, Fraction to) {
        boolean fromPrevious = !from.equals(offset) || tie.isFromPrevious();
        boolean intoNext = !to.equals(end()) || tie.isIntoNext();
        return new Note(from, to.minus(from), pitch, Tie.of(fromPrevious, intoNext));
    }

    /** As music21 writes it, without octave or length: {@code <music21.note.Note B->}. */
    @Override
    public String toString() {
        return "<music21.note.Note " + pitch.name() + ">";
    }
}
