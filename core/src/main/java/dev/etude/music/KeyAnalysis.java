package dev.etude.music;

/**
 * Which key a piece is in, by the algorithm of Krumhansl and Schmuckler: how long each pitch class sounds is correlated
 * with the profile of each of the 24 keys (C. L. Krumhansl, <i>Cognitive Foundations of Musical Pitch</i>, 1990).
 *
 * <p>The profiles are those of B. Aarden (<i>Dynamic Melodic Expectancy</i>, Ohio State University, 2003), counted in
 * the Essen folk song collection, as C. Sapp's {@code keycor} and music21's {@code analyze('key')} have them.
 *
 * @param key the key that correlates best; of equal ones major before minor, then the lowest tonic above C
 * @param correlation Pearson's, -1 to 1; 0 where no key is better than another, as in silence, which counts as C major
 */
public record KeyAnalysis(Key key, double correlation) {
    private static final double[] MAJOR = {
        17.7661, 0.145624, 14.9265, 0.160186, 19.8049, 11.3587, 0.291248, 22.062, 0.145624, 8.15494, 0.232998, 4.95122
    };
    private static final double[] MINOR = {
        18.2648, 0.737619, 14.0499, 16.8599, 0.702494, 14.4362, 0.702494, 18.6161, 4.56621, 1.93186, 7.37619, 1.75623
    };

    /** The key of a roll. */
    public static KeyAnalysis of(PianoRoll roll) {
        double[] lengths = new double[12];
        for (int step = 0; step < roll.steps(); step++) {
            for (int pitch = 0; pitch < PianoRoll.PITCHES; pitch++) {
                if (roll.sounds(step, pitch)) {
                    lengths[ChordSymbol.pitchClass(pitch)]++;
                }
            }
        }
        return of(lengths);
    }

    /**
     * The key of a distribution of pitch classes.
     *
     * @param lengths how long each pitch class sounds, 0 (C) to 11 (B), in any unit
     */
    public static KeyAnalysis of(double[] lengths) {
        KeyAnalysis best = new KeyAnalysis(Key.of(0, false), 0);
        for (boolean isMinor : new boolean[] {false, true}) {
            for (int tonic = 0; tonic < 12; tonic++) {
                double correlation = correlation(lengths, isMinor ? MINOR : MAJOR, tonic);
                if (correlation > best.correlation) {
                    best = new KeyAnalysis(Key.of(tonic, isMinor), correlation);
                }
            }
        }
        return best;
    }

    private static double correlation(double[] lengths, double[] profile, int tonic) {
        double lengthMean = mean(lengths);
        double profileMean = mean(profile);
        double product = 0;
        double lengthSquares = 0;
        double profileSquares = 0;
        for (int pitchClass = 0; pitchClass < 12; pitchClass++) {
            double length = lengths[pitchClass] - lengthMean;
            double weight = profile[Math.floorMod(pitchClass - tonic, 12)] - profileMean;
            product += length * weight;
            lengthSquares += length * length;
            profileSquares += weight * weight;
        }
        return lengthSquares == 0 ? 0 : product / Math.sqrt(lengthSquares * profileSquares);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
