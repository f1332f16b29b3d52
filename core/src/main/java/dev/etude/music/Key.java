package dev.etude.music;

import java.util.Locale;

/**
 * A major or minor key.
 *
 * @param fifths sharps (positive) or flats (negative) of the key signature, -7 to 7
 * @param isMinor whether it is minor
 */
public record Key(int fifths, boolean isMinor) {
    private static final int MOST_SHARPS = 6;

    /** The twelve names of a key lie between C flat and B sharp, so there are no double sharps or flats. */
    private static final int C_FLAT = -7;

    private static final int B_SHARP = 12;

    public Key {
        if (fifths < -7 || fifths > 7) {
            throw new IllegalArgumentException("fifths: must be from -7 to 7, was " + fifths);
        }
    }

    /**
     * The key on a tonic, with the fewest sharps or flats: F sharp major rather than G flat, E flat minor rather than D
     * sharp.
     */
    static Key of(int tonicPitchClass, boolean isMinor) {
        int fifths = Math.floorMod(7 * tonicPitchClass - (isMinor ? 3 : 0), 12);
        boolean sharps = isMinor ? fifths < MOST_SHARPS : fifths <= MOST_SHARPS;
        return new Key(sharps ? fifths : fifths - 12, isMinor);
    }

    /** The tonic's pitch class, 0 (C) to 11 (B). */
    public int tonicPitchClass() {
        return Math.floorMod(7 * tonicOnLineOfFifths(), 12);
    }

    /**
     * How a MIDI pitch is written in this key. The twelve names run along the line of fifths: in major from the minor
     * sixth to the raised tonic (C major: A flat to C sharp), in minor from the minor second to the raised fourth (A
     * minor: B flat to D sharp).
     */
    public Pitch spell(int midi) {
        int wanted = tonicOnLineOfFifths() - (isMinor ? 5 : 4);
        int lowest = Math.max(C_FLAT, Math.min(B_SHARP - 11, wanted));
        int place = lowest + Math.floorMod(7 * midi - lowest, 12);
        return Pitch.onLineOfFifths(place, midi);
    }

    /** As music21 writes it: {@code B- major}, {@code f# minor}. */
    @Override
    public String toString() {
        String tonic = Pitch.nameOnLineOfFifths(tonicOnLineOfFifths());
        return isMinor
                ? tonic.substring(0, 1).toLowerCase(Locale.ROOT) + tonic.substring(1) + " minor"
                : tonic + " major";
    }

    private int tonicOnLineOfFifths() {
        return isMinor ? fifths + 3 : fifths;
    }
}
