package dev.etude.music;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes parts as the staves of one piano in MusicXML 4.0 (partwise), which notation programs and music21 read.
 *
 * <p>Lengths are exact: {@code divisions} is chosen so that every one is a whole number of them. A length that no
 * single note shows is written as several, tied. Equal parts give equal text.
 */
public final class MusicXml {
    private static final String DOCTYPE = "<!DOCTYPE score-partwise"
            + " PUBLIC \"-//Recordare//DTD MusicXML 4.0 Partwise//EN\" \"http://www.musicxml.org/dtds/partwise.dtd\">";
    private static final String INDENT = "  ";

    private final XMLStreamWriter xml;
    private final List<Part> staves;
    private final long divisions;
    private int depth;

    private MusicXml(XMLStreamWriter xml, List<Part> staves) {
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
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            new MusicXml(xml, staves).score(program);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("MusicXML could not be written to memory", e);
        }
        return text.toString();
    }

    private void score(int program) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        line();
        xml.writeDTD(DOCTYPE);
        line();
        xml.writeStartElement("score-partwise");
        xml.writeAttribute("version", "4.0");
        depth++;
        if (!staves.get(0).title().isBlank()) {
            start("work");
            element("work-title", printable(staves.get(0).title()));
            end();
        }
        start("identification");
        start("encoding");
        element("software", "Etude");
        end();
        end();
        partList(program);
        start("part", "id", "P1");
        for (int measure = 0; measure < staves.get(0).measures().size(); measure++) {
            measure(measure);
        }
        end();
        end();
        line();
        xml.writeEndDocument();
    }

    private void partList(int program) throws XMLStreamException {
        start("part-list");
        start("score-part", "id", "P1");
        element("part-name", "Piano");
        start("score-instrument", "id", "P1-I1");
        element("instrument-name", "Piano");
        end();
        start("midi-instrument", "id", "P1-I1");
        element("midi-channel", "1");
        element("midi-program", program + 1);
        end();
        end();
        end();
    }

    private void measure(int index) throws XMLStreamException {
        start("measure", "number", Integer.toString(index + 1));
        if (index == 0) {
            attributes();
            tempo();
        }
        for (int staff = 1; staff <= staves.size(); staff++) {
            if (staff > 1) {
                start("backup");
                element("duration", divisionsOf(barLength()));
                end();
            }
            voice(staves.get(staff - 1).measures().get(index).elements(), staff);
        }
        if (index == staves.get(0).measures().size() - 1) {
            start("barline", "location", "right");
            element("bar-style", "light-heavy");
            end();
        }
        end();
    }

    private void attributes() throws XMLStreamException {
        Part part = staves.get(0);
        start("attributes");
        element("divisions", divisions);
        start("key");
        element("fifths", part.key().fifths());
        element("mode", part.key().isMinor() ? "minor" : "major");
        end();
        start("time");
        element("beats", part.timeSignature().numerator());
        element("beat-type", part.timeSignature().denominator());
        end();
        element("staves", staves.size());
        for (int staff = 1; staff <= staves.size(); staff++) {
            boolean isBass = staff > 1;
            start("clef", "number", Integer.toString(staff));
            element("sign", isBass ? "F" : "G");
            element("line", isBass ? 4 : 2);
            end();
        }
        end();
    }

    private void tempo() throws XMLStreamException {
        String tempo = TextView.number(staves.get(0).tempo());
        start("direction", "placement", "above");
        start("direction-type");
        start("metronome");
        element("beat-unit", "quarter");
        element("per-minute", tempo);
        end();
        end();
        element("staff", 1);
        indent();
        xml.writeEmptyElement("sound");
        xml.writeAttribute("tempo", tempo);
        end();
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
        start("note");
        indent();
        xml.writeEmptyElement("rest");
        xml.writeAttribute("measure", "yes");
        element("duration", divisionsOf(barLength()));
        element("voice", staff);
        element("staff", staff);
        end();
    }

    private void write(GeneralNote element, NoteValue value, int staff) throws XMLStreamException {
        if (element instanceof Rest) {
            start("note");
            empty("rest");
            element("duration", divisionsOf(value.quarterLength()));
            value(value, staff);
            end();
        }
        boolean isFirst = true;
        for (Note note : element.notes()) {
            start("note");
            if (!isFirst) {
                empty("chord");
            }
            isFirst = false;
            pitch(note.pitch());
            element("duration", divisionsOf(value.quarterLength()));
            ties("tie", note.tie());
            value(value, staff);
            if (note.tie() != Tie.NONE) {
                start("notations");
                ties("tied", note.tie());
                end();
            }
            end();
        }
    }

    private void pitch(Pitch pitch) throws XMLStreamException {
        start("pitch");
        element("step", pitch.step());
        if (pitch.alter() != 0) {
            element("alter", pitch.alter());
        }
        element("octave", pitch.octave());
        end();
    }

    private void ties(String name, Tie tie) throws XMLStreamException {
        if (tie.isFromPrevious()) {
            indent();
            xml.writeEmptyElement(name);
            xml.writeAttribute("type", "stop");
        }
        if (tie.isIntoNext()) {
            indent();
            xml.writeEmptyElement(name);
            xml.writeAttribute("type", "start");
        }
    }

    private void value(NoteValue value, int staff) throws XMLStreamException {
        element("voice", staff);
        if (value.type().isPresent()) {
            element("type", value.type().get());
            if (value.isDotted()) {
                empty("dot");
            }
        }
        if (value.actualNotes() > 1) {
            start("time-modification");
            element("actual-notes", value.actualNotes());
            element("normal-notes", value.normalNotes());
            end();
        }
        element("staff", staff);
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

    /** XML 1.0 has no way to write control characters and halves of surrogate pairs. */
    private static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints()
                .map(character -> character < ' ' || Character.getType(character) == Character.SURROGATE
                                || (character & 0xFFFE) == 0xFFFE
                        ? 0xFFFD
                        : character)
                .forEach(printable::appendCodePoint);
        return printable.toString();
    }

    private void start(String name) throws XMLStreamException {
        indent();
        xml.writeStartElement(name);
        depth++;
    }

    private void start(String name, String attribute, String value) throws XMLStreamException {
        start(name);
        xml.writeAttribute(attribute, value);
    }

    private void end() throws XMLStreamException {
        depth--;
        indent();
        xml.writeEndElement();
    }

    private void empty(String name) throws XMLStreamException {
        indent();
        xml.writeEmptyElement(name);
    }

    private void element(String name, Object text) throws XMLStreamException {
        indent();
        xml.writeStartElement(name);
        xml.writeCharacters(text.toString());
        xml.writeEndElement();
    }

    private void indent() throws XMLStreamException {
        line();
        xml.writeCharacters(INDENT.repeat(depth));
    }

    private void line() throws XMLStreamException {
        xml.writeCharacters("\n");
    }
}
