package dev.etude.spi;

/**
 * The shape of one sequence: time steps by symbols.
 *
 * @param steps time steps, at least 1
 * @param symbols symbols a step, at least 1: 88 for a plain piano roll
 */
public record SequenceShape(int steps, int symbols) {
    public SequenceShape {
        if (steps < 1 || symbols < 1) {
            throw new IllegalArgumentException(
                    "a sequence needs at least one step and one symbol, not " + steps + " x " + symbols);
        }
    }

    /** The number of cells, {@code steps * symbols}. */
    public int cells() {
        return Math.multiplyExact(steps, symbols);
    }
}
