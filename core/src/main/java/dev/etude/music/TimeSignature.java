package dev.etude.music;

/**
 * The metre.
 *
 * @param numerator beats a bar, at least 1
 * @param denominator which note value is a beat: 4 for a quarter; a power of two
 */
public record TimeSignature(int numerator, int denominator) {
    public TimeSignature {
        if (numerator < 1 || denominator < 1 || Integer.bitCount(denominator) != 1) {
            throw new IllegalArgumentException("no such time signature: " + numerator + "/" + denominator);
        }
    }

    /** The length of a bar, in quarter notes. */
    public Fraction barLength() {
        return new Fraction(4L * numerator, denominator);
    }

    /** {@code 4/4}. */
    @Override
    public String toString() {
        return numerator + "/" + denominator;
    }
}
