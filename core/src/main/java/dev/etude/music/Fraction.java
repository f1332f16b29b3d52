package dev.etude.music;

/**
 * An exact number of quarter notes: an offset or a length. A third, a fifth or a seventh of a quarter is no binary
 * fraction, so {@code double} would not do.
 *
 * <p>Always in lowest terms, so equal fractions are equal objects.
 *
 * @param numerator of any sign
 * @param denominator at least 1
 */
public record Fraction(long numerator, long denominator) implements Comparable<Fraction> {
    public static final Fraction ZERO = new Fraction(0, 1);
    public static final Fraction ONE = new Fraction(1, 1);

    public Fraction {
        if (denominator < 1) {
            throw new IllegalArgumentException("a fraction needs a denominator of at least 1, not " + denominator);
        }
        long divisor = greatestCommonDivisor(Math.abs(numerator), denominator);
        numerator /= divisor;
        denominator /= divisor;
    }

    /** A whole number. */
    public static Fraction of(long whole) {
        return new Fraction(whole, 1);
    }

    public Fraction plus(Fraction other) {
        long mine = Math.multiplyExact(numerator, other.denominator);
        long others = Math.multiplyExact(other.numerator, denominator);
        return new Fraction(Math.addExact(mine, others), Math.multiplyExact(denominator, other.denominator));
    }

    public Fraction minus(Fraction other) {
        return plus(new Fraction(-other.numerator, other.denominator));
    }

    public Fraction times(long factor) {
        return new Fraction(Math.multiplyExact(numerator, factor), denominator);
    }

    /** @param divisor at least 1 */
    public Fraction dividedBy(long divisor) {
        return new Fraction(numerator, Math.multiplyExact(denominator, divisor));
    }

    /** The greatest whole number that is not greater. */
    public long floor() {
        return Math.floorDiv(numerator, denominator);
    }

    public boolean isWhole() {
        return denominator == 1;
    }

    /** Whether it is greater than zero. */
    public boolean isPositive() {
        return numerator > 0;
    }

    public double doubleValue() {
        return (double) numerator / denominator;
    }

    /** The smaller of two. */
    public Fraction min(Fraction other) {
        return compareTo(other) <= 0 ? this : other;
    }

    @Override
    public int compareTo(Fraction other) {
        return Long.compare(
                Math.multiplyExact(numerator, other.denominator), Math.multiplyExact(other.numerator, denominator));
    }

    /** {@code 3} or {@code 1/3}. */
    @Override
    public String toString() {
        return isWhole() ? Long.toString(numerator) : numerator + "/" + denominator;
    }

    /** Of two whole numbers, not both 0. */
    static long greatestCommonDivisor(long a, long b) {
        while (b != 0) {
            long remainder = a % b;
            a = b;
            b = remainder;
        }
        return a;
    }
}
