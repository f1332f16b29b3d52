package dev.etude.music;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * Notes, chords and rests along time, as music21 has them; offsets and lengths are exact. Notes may overlap until
 * {@link #chordify} makes one voice of them.
 *
 * @param elements in the order of their offsets, lower notes first
 * @param quarterLength how long the stream lasts, in quarter notes, silence at the end included
 * @param key the key that its pitches are written in
 */
public record Stream(List<GeneralNote> elements, Fraction quarterLength, Key key) {
    private static final Comparator<GeneralNote> ORDER = Comparator.comparing(GeneralNote::offset)
            .thenComparing(element -> element.notes().isEmpty() ? -1 : element.notes().get(0).pitch().midi());

    public Stream {
        elements = elements.stream().sorted(ORDER).toList();
    }

    /**
     * The notes of a roll, written in the key that {@link KeyAnalysis} finds. Notes that begin and end together are a
     * chord; every other note stands for itself, whatever sounds beside it; rests fill the time when nothing sounds.
     */
    public static Stream of(PianoRoll roll) {
        Key key = KeyAnalysis.of(roll).key();
        List<Note> notes = new ArrayList<>();
        for (int step = 0; step < roll.steps(); step++) {
            for (int pitch = 0; pitch < PianoRoll.PITCHES; pitch++) {
                if (roll.begins(step, pitch)) {
                    notes.add(new Note(
                            new Fraction(step, roll.stepsPerQuarter()),
                            new Fraction(roll.endOf(step, pitch) - step, roll.stepsPerQuarter()),
                            key.spell(pitch + PianoRoll.LOWEST_MIDI_PITCH),
                            Tie.NONE));
                }
            }
        }
        return ofNotes(notes, new Fraction(roll.steps(), roll.stepsPerQuarter()), key);
    }

    /** Only the notes whose MIDI pitch passes, with rests where none is left. */
    public Stream filter(IntPredicate midiPitch) {
        List<Note> passing = notes().stream().filter(note -> midiPitch.test(note.pitch().midi())).toList();
        return ofNotes(passing, quarterLength, key);
    }

    /** Every note, those of chords included, in order. */
    public List<Note> notes() {
        return elements.stream().flatMap(element -> element.notes().stream()).toList();
    }

    /**
     * One voice: wherever a note begins or ends, a new chord of all that sounds begins, and what is held on is tied. As
     * in music21, a single note becomes a chord of one.
     */
    public Stream chordify() {
        TreeSet<Fraction> cuts = new TreeSet<>(List.of(Fraction.ZERO, quarterLength));
        List<Note> notes = notes();
        for (Note note : notes) {
            cuts.add(note.offset());
            cuts.add(note.end());
        }
        List<GeneralNote> voice = new ArrayList<>();
        List<Note> sounding = new ArrayList<>();
        Iterator<Note> coming = notes.iterator();
        Note next = coming.hasNext() ? coming.next() : null;
        Fraction from = cuts.pollFirst();
        for (Fraction to : cuts) {
            Fraction start = from;
            sounding.removeIf(note -> note.end().compareTo(start) <= 0);
            while (next != null && next.offset().equals(from)) {
                sounding.add(next);
                next = coming.hasNext() ? coming.next() : null;
            }
            voice.add(sounding.isEmpty()
                    ? new Rest(from, to.minus(from))
                    : new Chord(sounding.stream().map(note -> note.between(start, to)).toList()));
            from = to;
        }
        return new Stream(voice, quarterLength, key);
    }

    /**
     * Bars of equal length, at least one; the last may be shorter. Each element stands in the bar that it begins in and
     * may last beyond it, until {@link Part#makeTies} cuts it at the bar lines.
     */
    public List<Measure> makeMeasures(TimeSignature timeSignature) {
        Fraction bar = timeSignature.barLength();
        List<Measure> measures = new ArrayList<>();
        int next = 0;
        Fraction offset = Fraction.ZERO;
        do {
            Fraction end = offset.plus(bar);
            List<GeneralNote> inside = new ArrayList<>();
            for (; next < elements.size() && elements.get(next).offset().compareTo(end) < 0; next++) {
                inside.add(elements.get(next).at(elements.get(next).offset().minus(offset)));
            }
            measures.add(new Measure(measures.size() + 1, offset, inside));
            offset = end;
        } while (offset.compareTo(quarterLength) < 0);
        return measures;
    }

    /**
     * The roll that this stream is written from, exactly.
     *
     * @throws IllegalArgumentException if something begins or ends between two steps, or lies outside the 88 keys
     */
    public PianoRoll toRoll(int stepsPerQuarter) {
        PianoRoll.Builder roll = new PianoRoll.Builder(step(quarterLength, stepsPerQuarter), stepsPerQuarter);
        for (Note note : notes()) {
            int pitch = note.pitch().midi() - PianoRoll.LOWEST_MIDI_PITCH;
            if (pitch < 0 || pitch >= PianoRoll.PITCHES) {
                throw new IllegalArgumentException(note.pitch() + " lies outside the 88 keys");
            }
            int from = step(note.offset(), stepsPerQuarter);
            int to = step(note.end(), stepsPerQuarter);
            for (int step = from; step < to; step++) {
                roll.cell(step, pitch, step == from && !note.tie().isFromPrevious());
            }
        }
        return roll.build();
    }

    private static Stream ofNotes(List<Note> notes, Fraction quarterLength, Key key) {
        Map<List<Fraction>, List<Note>> together = new LinkedHashMap<>();
        for (Note note : notes) {
            together.computeIfAbsent(List.of(note.offset(), note.end()), place -> new ArrayList<>()).add(note);
        }
        List<GeneralNote> elements = new ArrayList<>();
        together.values().forEach(group -> elements.add(group.size() == 1 ? group.get(0) : new Chord(group)));
        Fraction silentFrom = Fraction.ZERO;
        for (Note note : notes) {
            if (note.offset().compareTo(silentFrom) > 0) {
                elements.add(new Rest(silentFrom, note.offset().minus(silentFrom)));
            }
            silentFrom = silentFrom.compareTo(note.end()) > 0 ? silentFrom : note.end();
        }
        if (quarterLength.compareTo(silentFrom) > 0) {
            elements.add(new Rest(silentFrom, quarterLength.minus(silentFrom)));
        }
        return new Stream(elements, quarterLength, key);
    }

    private static int step(Fraction offset, int stepsPerQuarter) {
        Fraction step = offset.times(stepsPerQuarter);
        if (!step.isWhole()) {
            throw new IllegalArgumentException(
                    offset + " quarters are no whole number of steps at " + stepsPerQuarter + " a quarter");
        }
        return Math.toIntExact(step.numerator());
    }
}
