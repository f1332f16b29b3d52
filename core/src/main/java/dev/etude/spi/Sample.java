package dev.etude.spi;

/**
 * One generated sequence, ready to be rendered.
 *
 * @param title what a person calls it, for headings and track names
 * @param cells its cells [steps, symbols]
 * @param encoding what the symbols mean
 */
public record Sample(String title, BinarySequence cells, Encoding encoding) {
    /**
     * How the piano keys are encoded.
     *
     * @throws UserError if the symbols are not piano keys; {@code asker} is the plugin that says so
     */
    public PianoRollEncoding pianoRollEncoding(String asker) {
        return PianoRollEncoding.of(encoding, asker);
    }
}
