package dev.etude.spi;

/**
 * One piece of a data set.
 *
 * @param name what a person calls it: a file's path within its folder, or a title
 * @param cells its cells [steps, symbols], of any length
 */
public record Piece(String name, BinarySequence cells) {}
