package dev.etude.spi;

/**
 * What a model needs of the run that it is built for.
 *
 * @param shape the shape of one row
 * @param encoding what its symbols mean
 * @param symbolRates how often each symbol is on in the training data, augmentation included, between 0 and 1; {@code
 *     shape.symbols()} values. A generator may start from these.
 * @param seed from which all initial parameters are drawn; equal seeds give equal networks
 */
public record ModelContext(SequenceShape shape, Encoding encoding, float[] symbolRates, long seed) {}
