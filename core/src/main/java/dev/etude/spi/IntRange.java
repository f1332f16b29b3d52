package dev.etude.spi;

/**
 * A range of whole numbers, both ends included; written {@code [from, to]} in a configuration.
 *
 * @param from the lowest
 * @param to the highest, not below {@code from}
 */
public record IntRange(int from, int to) {
    public IntRange {
        if (to < from) {
            throw new IllegalArgumentException("a range goes from low to high, not from " + from + " to " + to);
        }
    }
}
