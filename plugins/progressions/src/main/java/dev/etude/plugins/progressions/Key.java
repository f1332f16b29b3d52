package dev.etude.plugins.progressions;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A major or minor key.
 *
 * @param name as it is written: {@code "Bb minor"}; the empty key of an applied chord's target has no other use for it
 * @param tonic the tonic's pitch class, 0 (C) to 11 (B)
 * @param minor whether it is a minor key
 */
record Key(String name, int tonic, boolean minor) {
    private static final Pattern NAME = Pattern.compile("([A-G])([b#]?)\\s*(major|minor|m|)");
    private static final String LETTERS = "CDEFGAB";
    private static final int[] PITCH_CLASSES = {0, 2, 4, 5, 7, 9, 11};
    private static final String LETTERS_BY_FIFTHS = "FCGDAEB";
    private static final int MOST_ACCIDENTALS = 7;

    /**
     * Reads {@code "C"}, {@code "C major"}, {@code "Cm"} or {@code "C minor"}.
     *
     * @throws IllegalArgumentException if it names no key, or one that needs more than seven accidentals
     */
    static Key read(String text) {
        Matcher matcher = NAME.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    '"' + text + "\" is no key; write one such as C major, Bb major or F# minor");
        }
        boolean minor = matcher.group(3).startsWith("m") && !matcher.group(3).equals("major");
        int accidental = accidental(matcher.group(2));
        int pitchClass = PITCH_CLASSES[LETTERS.indexOf(matcher.group(1))];
        String name = matcher.group(1) + matcher.group(2) + (minor ? " minor" : " major");
        Key key = new Key(name, Math.floorMod(pitchClass + accidental, 12), minor);
        if (Math.abs(key.sharps()) > MOST_ACCIDENTALS) {
            throw new IllegalArgumentException('"' + text + "\" needs more than seven "
                    + (accidental > 0 ? "sharps" : "flats") + "; name the key that sounds the same with fewer");
        }
        return key;
    }

    /** The key signature: the number of sharps, or, if negative, of flats. */
    int sharps() {
        int fifths = LETTERS_BY_FIFTHS.indexOf(name.charAt(0)) - 1;
        return fifths + MOST_ACCIDENTALS * accidental(name.substring(1, 2)) - (minor ? 3 : 0);
    }

    /** Semitones: 1 for a sharp, -1 for a flat, 0 for anything else. */
    static int accidental(String sign) {
        return sign.equals("#") ? 1 : sign.equals("b") ? -1 : 0;
    }
}
