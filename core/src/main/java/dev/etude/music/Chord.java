package dev.etude.music;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Notes that begin and end together, each with a tie of its own. It may be a single note: what {@link Stream#chordify}
 * makes of one.
 *
 * @param notes the notes, lowest first; at least one, with equal offsets and lengths
 */
public record Chord(List<Note> notes) implements GeneralNote {
    public Chord {
        notes = notes.stream().sorted(Comparator.comparingInt(note -> note.pitch().midi())).toList();
        if (notes.isEmpty()) {
            throw new IllegalArgumentException("a chord needs at least one note");
        }
        Note lowest = notes.get(0);
        for (Note note : notes) {
            if (!note.offset().equals(lowest.offset()) || !note.quarterLength().equals(lowest.quarterLength())) {
                throw new IllegalArgumentException("the notes of a chord begin and end together");
            }
        }
    }

    @Override
    public Fraction offset() {
        return notes.get(0).offset();
    }

    @Override
    public Fraction quarterLength() {
        return notes.get(0).quarterLength();
    }

    @Override
    public Chord at(Fraction newOffset) {
        return new Chord(notes.stream().map(note -> note.at(newOffset)).toList());
    }

    @Override
    public Chord between(Fraction from, Fraction to) {
        return new Chord(notes.stream().map(note -> note.between(from, to)).toList());
    }

    /** As music21 writes it: {@code <music21.chord.Chord C4 E4 G4>}. */
    @Override
    public String toString() {
        return notes.stream()
                .map(note -> note.pitch().nameWithOctave())
                .collect(Collectors.joining(" ", "<music21.chord.Chord ", ">"));
    }
}
