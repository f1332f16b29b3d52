package dev.etude.music;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class MusicXmlTest {
    private static final Map<String, Integer> EIGHTHS = Map.of("whole", 8, "half", 4, "quarter", 2, "eighth", 1);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 9, 12, 24, 480})
    void readsBackToTheSameRoll(int stepsPerQuarter) throws Exception {
        SplittableRandom random = new SplittableRandom(stepsPerQuarter);
        for (int steps : new int[] {1, 5, 16, 65}) {
            for (double density : new double[] {0, 0.002, 0.02}) {
                for (int beats : new int[] {4, 3}) {
                    PianoRoll roll = RandomRolls.of(steps, stepsPerQuarter, density, random);
                    Document score = parse(write(roll, "Sample", beats));
                    assertEquals(roll, read(score, steps, stepsPerQuarter));
                }
            }
        }
    }

    @Test
    void saysTitleTempoMetreKeyAndInstrument() throws Exception {
        PianoRoll roll = new PianoRoll.Builder(3, 1).note(41, 0, 1).note(45, 1, 2).note(48, 2, 3).build();
        Document score = parse(write(roll, "<b>\u0007 & \uD834\uDD1E \uD834", 3));
        assertEquals("<b>\uFFFD & \uD834\uDD1E \uFFFD", text(score, "work-title"));
        assertEquals("92.5", text(score, "per-minute"));
        assertEquals("92.5", ((Element) score.getElementsByTagName("sound").item(0)).getAttribute("tempo"));
        assertEquals("3", text(score, "beats"));
        assertEquals("2", text(score, "fifths"));
        assertEquals("major", text(score, "mode"));
        assertEquals("5", text(score, "midi-program"));
    }

    @Test
    void writesALengthThatNoNoteShowsAsSeveralTied() throws Exception {
        PianoRoll roll = new PianoRoll.Builder(16, 4).note(50, 1, 14).build();
        Document score = parse(write(roll, "", 4));
        NodeList types = score.getElementsByTagName("type");
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < types.getLength(); i++) {
            values.append(types.item(i).getTextContent()).append(' ');
        }
        assertEquals("16th eighth half eighth eighth ", values.toString());
        assertEquals(0, score.getElementsByTagName("work-title").getLength());
    }

    @Test
    void givesTheSameTextAgain() {
        PianoRoll roll = RandomRolls.of(64, 12, 0.02, new SplittableRandom(1));
        assertEquals(write(roll, "Sample", 4), write(roll, "Sample", 4));
    }

    private static String write(PianoRoll roll, String title, int beats) {
        Stream stream = Stream.of(roll);
        TimeSignature metre = new TimeSignature(beats, 4);
        return MusicXml.write(
                List.of(
                        Part.of(stream.filter(pitch -> pitch >= 60), title, 92.5, metre),
                        Part.of(stream.filter(pitch -> pitch < 60), title, 92.5, metre)),
                4);
    }

    private static Document parse(String xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        DocumentBuilder builder = factory.newDocumentBuilder();
        return builder.parse(new InputSource(new StringReader(xml)));
    }

    /** Reads as a notation program does: durations add up, a backup goes back, a chord sounds with the note before. */
    private static PianoRoll read(Document score, int steps, int stepsPerQuarter) {
        int divisions = Integer.parseInt(text(score, "divisions"));
        int beats = Integer.parseInt(text(score, "beats"));
        PianoRoll.Builder roll = new PianoRoll.Builder(steps, stepsPerQuarter);
        NodeList measures = score.getElementsByTagName("measure");
        int bar = beats * divisions;
        Map<Integer, Integer> heldUntil = new HashMap<>();
        for (int measure = 0; measure < measures.getLength(); measure++) {
            int time = measure * bar;
            int chordStart = time;
            for (Node node = measures.item(measure).getFirstChild(); node != null; node = node.getNextSibling()) {
                if (!(node instanceof Element element)) {
                    continue;
                }
                if (element.getTagName().equals("backup")) {
                    assertEquals((measure + 1) * bar, time, "the first staff fills its bar");
                    time -= number(element, "duration");
                } else if (element.getTagName().equals("note")) {
                    int duration = number(element, "duration");
                    assertTypeShowsDuration(element, duration, divisions);
                    if (!has(element, "chord")) {
                        chordStart = time;
                        time += duration;
                    }
                    if (has(element, "pitch")) {
                        int midi = midi(element);
                        boolean isHeld = tie(element, "stop");
                        if (isHeld) {
                            assertEquals(chordStart, heldUntil.get(midi), "a tie joins what touches");
                        }
                        int from = step(chordStart, divisions, stepsPerQuarter, !isHeld);
                        int to = step(chordStart + duration, divisions, stepsPerQuarter, !tie(element, "start"));
                        for (int step = from; step < to; step++) {
                            roll.cell(step, midi - PianoRoll.LOWEST_MIDI_PITCH, step == from && !isHeld);
                        }
                        heldUntil.put(midi, tie(element, "start") ? chordStart + duration : -1);
                    }
                }
            }
            assertEquals((measure + 1) * bar, time, "the last staff fills its bar");
        }
        heldUntil.values().forEach(end -> assertEquals(-1, end, "a tie that leads nowhere"));
        return roll.build();
    }

    /** Only where a note is struck or let go must it lie on a step; a tie may join two within one. */
    private static int step(int time, int divisions, int stepsPerQuarter, boolean isExact) {
        long scaled = (long) time * stepsPerQuarter;
        assertTrue(!isExact || scaled % divisions == 0, "between two steps");
        return (int) ((scaled + divisions - 1) / divisions);
    }

    private static void assertTypeShowsDuration(Element note, int duration, int divisions) {
        if (!has(note, "type") || !EIGHTHS.containsKey(text(note, "type"))) {
            return;
        }
        int actual = has(note, "actual-notes") ? number(note, "actual-notes") : 1;
        int normal = has(note, "normal-notes") ? number(note, "normal-notes") : 1;
        int sixteenths = EIGHTHS.get(text(note, "type")) * (has(note, "dot") ? 3 : 2);
        assertEquals((long) sixteenths * divisions * normal, 4L * duration * actual);
    }

    private static int midi(Element note) {
        int alter = has(note, "alter") ? number(note, "alter") : 0;
        return new Pitch(text(note, "step").charAt(0), alter, number(note, "octave")).midi();
    }

    private static boolean tie(Element note, String type) {
        NodeList ties = note.getElementsByTagName("tie");
        for (int i = 0; i < ties.getLength(); i++) {
            if (((Element) ties.item(i)).getAttribute("type").equals(type)) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(Element element, String name) {
        return element.getElementsByTagName(name).getLength() > 0;
    }

    private static int number(Element element, String name) {
        return Integer.parseInt(text(element, name));
    }

    private static String text(Element element, String name) {
        return element.getElementsByTagName(name).item(0).getTextContent();
    }

    private static String text(Document document, String name) {
        return text(document.getDocumentElement(), name);
    }
}
