package dev.etude.spi;

/**
 * What the symbols of a data set mean. Sources choose it, renderers and musical metrics read it; nothing that trains
 * does. {@link PianoRollEncoding} is the one for notes.
 */
public interface Encoding {
    /** The number of symbols a step. */
    int symbols();

    /** What a symbol is, in a word or two for messages: {@code "piano keys"}. */
    String meaning();
}
