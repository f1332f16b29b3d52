package dev.etude.music;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;

/**
 * Writes parts as the staves of one piano in MusicXML 4.0 (partwise), which notation programs and music21 read.
 *
 * <p>Lengths are exact: {@code divisions} is chosen so that every one is a whole number of them. A length that no
 * single note shows is written as several, tied. Equal parts give equal text.
 */
public final class MusicXml {
    private static final String DOCTYPE = "<!DOCTYPE score-partwise"
            + " PUBLIC \"-//Recordare//DTD MusicXML 4.0 Partwise//EN\" \"http://www.musicxml.org/dtds/partwise.dtd\">";

    private final IndentedXml xml;
    private final List<Part> staves;
    private final long divisions;

    private MusicXml(IndentedXml xml, List<Part> staves) {
        this.xml = xml;
        this.staves = staves;
        this.divisions = divisions(staves);
    }

    /**
     * The document, in UTF-8 by its own declaration; lines end in LF.
     *
     * @param staves one or more parts of equal length, from the highest staff to the lowest, each in one voice with
     *     nothing across a bar line, as {@link Part#of} makes them; title, tempo, metre and key are those of the first
     * @param program the General MIDI instrument that plays it, 0 to 127
     */
    public static String write(List<Part> staves, int program) {
        StringWriter text = new StringWriter();
        try {
            new MusicXml(new IndentedXml(text), staves).score(program);
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("MusicXML could not be written to memory", impossible);
        }
        return text.toString();
    }

    private void score(int program) throws XMLStreamException {
        xml.startDocument(DOCTYPE);
        xml.start("score-partwise", "version", "4.0");
        if (!staves.get(0).title().isBlank()) {
            xml.start("work");
            xml.element("work-title", staves.get(0).title());
            xml.end();
        }
        xml.start("identification");
        xml.start("encoding");
        xml.element("software", "Etude");
        xml.end();
        xml.end();
        partList(program);
        xml.start("part", "id", "P1");
        for (int measure = 0; measure < staves.get(0).measures().size(); measure++) {
            measure(measure);
        }
        xml.end();
        xml.end();
        xml.endDocument();
    }

    private void partList(int program) throws XMLStreamException {
        xml.start("part-list");
        xml.start("score-part", "id", "P1");
        xml.element("part-name", "Piano");
        xml.start("score-instrument", "id", "P1-I1");
        xml.element("instrument-name", "Piano");
        xml.end();
        xml.start("midi-instrument", "id", "P1-I1");
        xml.element("midi-channel", "1");
        xml.element("midi-program", program + 1);
        xml.end();
        xml.end();
        xml.end();
    }

    private void measure(int index) throws XMLStreamException {
        xml.start("measure", "number", Integer.toString(index + 1));
        if (index == 0) {
            attributes();
            tempo();
        }
        for (int staff = 1; staff <= staves.size(); staff++) {
            if (staff > 1) {
                xml.start("backup");
                xml.element("duration", divisionsOf(barLength()));
                xml.end();
            }
            voice(staves.get(staff - 1).measures().get(index).elements(), staff);
        }
        if (index == staves.get(0).measures().size() - 1) {
            xml.start("barline", "location", "right");
            xml.element("bar-style", "light-heavy");
            xml.end();
        }
        xml.end();
    }

    private void attributes() throws XMLStreamException {
        Part part = staves.get(0);
        xml.start("attributes");
        xml.element("divisions", divisions);
        xml.start("key");
        xml.element("fifths", part.key().fifths());
        xml.element("mode", part.key().isMinor() ? "minor" : "major");
        xml.end();
        xml.start("time");
        xml.element("beats", part.timeSignature().numerator());
        xml.element("beat-type", part.timeSignature().denominator());
        xml.end();
        xml.element("staves", staves.size());
        for (int staff = 1; staff <= staves.size(); staff++) {
            boolean isBass = staff > 1;
            xml.start("clef", "number", Integer.toString(staff));
            xml.element("sign", isBass ? "F" : "G");
            xml.element("line", isBass ? 4 : 2);
            xml.end();
        }
        xml.end();
    }

    private void tempo() throws XMLStreamException {
        String tempo = TextView.number(staves.get(0).tempo());
        xml.start("direction", "placement", "above");
        xml.start("direction-type");
        xml.start("metronome");
        xml.element("beat-unit", "quarter");
        xml.element("per-minute", tempo);
        xml.end();
        xml.end();
        xml.element("staff", 1);
        xml.empty("sound", "tempo", tempo);
        xml.end();
    }

    /** One staff of one bar; what the last bar of a piece lacks is filled with a rest. */
    private void voice(List<GeneralNote> elements, int staff) throws XMLStreamException {
        List<GeneralNote> full = new ArrayList<>(elements);
        Fraction end = elements.isEmpty() ? Fraction.ZERO : elements.get(elements.size() - 1).end();
        if (end.compareTo(barLength()) < 0) {
            full.add(new Rest(end, barLength().minus(end)));
        }
        if (full.stream().allMatch(element -> element instanceof Rest)) {
            wholeBarRest(staff);
            return;
        }
        for (GeneralNote element : full) {
            Fraction from = element.offset();
            for (NoteValue value : NoteValue.split(from, element.quarterLength())) {
                Fraction to = from.plus(value.quarterLength());
                write(element.between(from, to), value, staff);
                from = to;
            }
        }
    }

    private void wholeBarRest(int staff) throws XMLStreamException {
        xml.start("note");
        xml.empty("rest", "measure", "yes");
        xml.element("duration", divisionsOf(barLength()));
        xml.element("voice", staff);
        xml.element("staff", staff);
        xml.end();
    }

    private void write(GeneralNote element, NoteValue value, int staff) throws XMLStreamException {
        if (element instanceof Rest) {
            xml.start("note");
            xml.empty("rest");
            xml.element("duration", divisionsOf(value.quarterLength()));
            value(value, staff);
            xml.end();
        }
        boolean isFirst = true;
        for (Note note : element.notes()) {
            xml.start("note");
            if (!isFirst) {
                xml.empty("chord");
            }
            isFirst = false;
            pitch(note.pitch());
            xml.element("duration", divisionsOf(value.quarterLength()));
            ties("tie", note.tie());
            value(value, staff);
            if (note.tie() != Tie.NONE) {
                xml.start("notations");
                ties("tied", note.tie());
                xml.end();
            }
            xml.end();
        }
    }

    private void pitch(Pitch pitch) throws XMLStreamException {
        xml.start("pitch");
        xml.element("step", pitch.step());
        if (pitch.alter() != 0) {
            xml.element("alter", pitch.alter());
        }
        xml.element("octave", pitch.octave());
        xml.end();
    }

    private void ties(String name, Tie tie) throws XMLStreamException {
        if (tie.isFromPrevious()) {
            xml.empty(name, "type", "stop");
        }
        if (tie.isIntoNext()) {
            xml.empty(name, "type", "start");
        }
    }

    private void value(NoteValue value, int staff) throws XMLStreamException {
        xml.element("voice", staff);
        if (value.type().isPresent()) {
            xml.element("type", value.type().get());
            if (value.isDotted()) {
                xml.empty("dot");
            }
        }
        if (value.actualNotes() > 1) {
            xml.start("time-modification");
            xml.element("actual-notes", value.actualNotes());
            xml.element("normal-notes", value.normalNotes());
            xml.end();
        }
        xml.element("staff", staff);
    }

    private Fraction barLength() {
        return staves.get(0).timeSignature().barLength();
    }

    private long divisionsOf(Fraction quarterLength) {
        return quarterLength.times(divisions).numerator();
    }

    private static long divisions(List<Part> staves) {
        long divisions = staves.get(0).timeSignature().barLength().denominator();
        for (Part staff : staves) {
            for (Measure measure : staff.measures()) {
                for (GeneralNote element : measure.elements()) {
                    for (NoteValue value : NoteValue.split(element.offset(), element.quarterLength())) {
                        long denominator = value.quarterLength().denominator();
                        divisions *= denominator / Fraction.greatestCommonDivisor(divisions, denominator);
                    }
                }
            }
        }
        return divisions;
    }
}
