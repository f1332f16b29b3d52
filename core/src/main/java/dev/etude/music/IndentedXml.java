package dev.etude.music;

import java.io.Writer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes XML with each element on a line of its own, two spaces a level; lines end in LF. */
final class IndentedXml {
    private static final String INDENT = "  ";

    private final XMLStreamWriter xml;
    private int depth;

    IndentedXml(Writer out) throws XMLStreamException {
        this.xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
    }

    void startDocument(String doctype) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeDTD(doctype);
    }

    void start(String name) throws XMLStreamException {
        indent();
        xml.writeStartElement(name);
        depth++;
    }

    void start(String name, String attribute, String value) throws XMLStreamException {
        start(name);
        xml.writeAttribute(attribute, value);
    }

    void end() throws XMLStreamException {
        depth--;
        indent();
        xml.writeEndElement();
    }

    void empty(String name) throws XMLStreamException {
        indent();
        xml.writeEmptyElement(name);
    }

    void empty(String name, String attribute, String value) throws XMLStreamException {
        empty(name);
        xml.writeAttribute(attribute, value);
    }

    /** An element that holds text alone; characters that XML cannot hold become U+FFFD. */
    void element(String name, Object text) throws XMLStreamException {
        indent();
        xml.writeStartElement(name);
        xml.writeCharacters(printable(text.toString()));
        xml.writeEndElement();
    }

    void endDocument() throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeEndDocument();
        xml.close();
    }

    private void indent() throws XMLStreamException {
        xml.writeCharacters("\n" + INDENT.repeat(depth));
    }

    /** XML 1.0 has no way to write control characters, halves of surrogate pairs, U+FFFE and U+FFFF. */
    private static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints()
                .map(character -> isPrintable(character) ? character : 0xFFFD)
                .forEach(printable::appendCodePoint);
        return printable.toString();
    }

    private static boolean isPrintable(int character) {
        return character >= ' '
                && Character.getType(character) != Character.SURROGATE
                && (character & 0xFFFE) != 0xFFFE;
    }
}
