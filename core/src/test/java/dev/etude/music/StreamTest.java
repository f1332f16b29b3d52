package dev.etude.music;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamTest {
    private static final TimeSignature COMMON = new TimeSignature(4, 4);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 24, 480})
    void holdsARollExactlyAtEveryStage(int stepsPerQuarter) {
        SplittableRandom random = new SplittableRandom(stepsPerQuarter);
        for (int steps : new int[] {1, 5, 16, 129}) {
            for (double density : new double[] {0, 0.002, 0.05, 0.5}) {
                PianoRoll roll = RandomRolls.of(steps, stepsPerQuarter, density, random);
                Stream stream = Stream.of(roll);
                assertEquals(roll, stream.toRoll(stepsPerQuarter));
                assertEquals(roll, stream.chordify().toRoll(stepsPerQuarter));
                for (TimeSignature metre : List.of(COMMON, new TimeSignature(3, 4), new TimeSignature(1, 1))) {
                    Part part = Part.of(stream, "", 120, metre);
                    assertEquals(roll, part.flatten().toRoll(stepsPerQuarter));
                    part.measures().forEach(measure -> assertFillsBar(measure, part));
                }
            }
        }
    }

    @Test
    void keepsOverlappingNotesApartUntilTheyAreChordified() {
        PianoRoll roll = new PianoRoll.Builder(4, 1).note(39, 0, 4).note(43, 0, 2).note(46, 0, 2).build();
        assertEquals(
                List.of("<music21.note.Note C>", "<music21.chord.Chord E4 G4>"),
                Stream.of(roll).elements().stream().map(Object::toString).toList());

        Stream voice = Stream.of(roll).chordify();
        assertEquals(
                List.of("<music21.chord.Chord C4 E4 G4>", "<music21.chord.Chord C4>"),
                voice.elements().stream().map(Object::toString).toList());
        assertEquals(
                List.of(Tie.START, Tie.NONE, Tie.NONE, Tie.STOP), voice.notes().stream().map(Note::tie).toList());
    }

    @Test
    void doesNotTieAKeyThatIsStruckAgain() {
        PianoRoll roll = new PianoRoll.Builder(4, 1).note(39, 0, 2).note(39, 2, 4).note(43, 0, 4).build();
        List<Note> notes = Stream.of(roll).chordify().notes();
        assertEquals(List.of(Tie.NONE, Tie.START, Tie.NONE, Tie.STOP), notes.stream().map(Note::tie).toList());
    }

    @Test
    void fillsSilenceWithRests() {
        PianoRoll roll = new PianoRoll.Builder(12, 2).note(39, 3, 5).note(43, 4, 6).note(39, 8, 9).build();
        List<GeneralNote> rests =
                Stream.of(roll).elements().stream().filter(element -> element instanceof Rest).toList();
        assertEquals(
                List.of(
                        new Rest(Fraction.ZERO, new Fraction(3, 2)),
                        new Rest(Fraction.of(3), Fraction.ONE),
                        new Rest(new Fraction(9, 2), new Fraction(3, 2))),
                rests);
        assertEquals("<music21.note.Rest dotted-quarter>", rests.get(0).toString());
    }

    @Test
    void tiesThroughSeveralBarsButNotBefore() {
        PianoRoll roll = new PianoRoll.Builder(12, 1).note(39, 2, 11).build();
        List<Measure> loose = Stream.of(roll).chordify().makeMeasures(COMMON);
        assertEquals(Fraction.of(9), loose.get(0).elements().get(1).quarterLength());
        assertTrue(loose.get(1).elements().isEmpty());

        List<Measure> tied = Part.of(Stream.of(roll), "", 120, COMMON).measures();
        assertEquals(new Chord(List.of(note(2, 2, Tie.START))), tied.get(0).elements().get(1));
        assertEquals(List.of(new Chord(List.of(note(0, 4, Tie.CONTINUE)))), tied.get(1).elements());
        assertEquals(new Chord(List.of(note(0, 3, Tie.STOP))), tied.get(2).elements().get(0));
    }

    @Test
    void saysWhatDoesNotFitTheSteps() {
        Stream thirds = Stream.of(new PianoRoll.Builder(3, 3).note(39, 1, 2).build());
        String message = assertThrows(IllegalArgumentException.class, () -> thirds.toRoll(4)).getMessage();
        assertTrue(message.contains("1/3") && message.contains("4 a quarter"), message);
    }

    private static Note note(int offset, int length, Tie tie) {
        return new Note(Fraction.of(offset), Fraction.of(length), new Pitch('C', 0, 4), tie);
    }

    private static void assertFillsBar(Measure measure, Part part) {
        Fraction end = Fraction.ZERO;
        for (GeneralNote element : measure.elements()) {
            assertEquals(end, element.offset());
            end = element.end();
        }
        boolean isLast = measure.number() == part.measures().size();
        int comparison = end.compareTo(part.timeSignature().barLength());
        assertTrue(isLast ? comparison <= 0 : comparison == 0, measure + " ends at " + end);
    }
}
