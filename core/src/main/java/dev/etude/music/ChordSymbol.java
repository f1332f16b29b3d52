package dev.etude.music;

import java.util.Optional;

/**
 * A chord as a lead sheet names it: {@code Am7/C}.
 *
 * @param root the root's pitch class, 0 (C) to 11 (B)
 * @param kind which chord stands on it
 * @param bass the lowest note's pitch class, 0 to 11
 */
public record ChordSymbol(int root, ChordKind kind, int bass) {
    private static final String[] NAMES = {"C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"};

    /** The pitch class, 0 to 11, of a pitch of the 88 keys (0 is A0). */
    public static int pitchClass(int pitch) {
        return (pitch + PianoRoll.LOWEST_MIDI_PITCH) % 12;
    }

    /** A pitch class's name: {@code "Eb"} for 3. */
    public static String name(int pitchClass) {
        return NAMES[pitchClass];
    }

    /** The pitch classes that sound at a step of a roll, as a set: bit n is on if pitch class n sounds. */
    public static int pitchClassesAt(PianoRoll roll, int step) {
        int set = 0;
        for (int pitch = 0; pitch < PianoRoll.PITCHES; pitch++) {
            if (roll.sounds(step, pitch)) {
                set |= 1 << pitchClass(pitch);
            }
        }
        return set;
    }

    /** The chord that sounds at a step of a roll; empty if there is none with exactly these pitch classes. */
    public static Optional<ChordSymbol> at(PianoRoll roll, int step) {
        for (int pitch = 0; pitch < PianoRoll.PITCHES; pitch++) {
            if (roll.sounds(step, pitch)) {
                return of(pitchClassesAt(roll, step), pitchClass(pitch));
            }
        }
        return Optional.empty();
    }

    /**
     * The chord with exactly the given pitch classes. Where several fit (C6 is Am7, every augmented triad has three
     * roots), one on the bass is preferred, then the kind that {@link ChordKind} lists first.
     *
     * @param pitchClasses a set: bit n is on if pitch class n belongs to it
     * @param bass the lowest note's pitch class, 0 to 11
     */
    public static Optional<ChordSymbol> of(int pitchClasses, int bass) {
        Optional<ChordSymbol> inverted = Optional.empty();
        for (ChordKind kind : ChordKind.values()) {
            for (int root = 0; root < 12; root++) {
                if (kind.pitchClasses(root) == pitchClasses) {
                    ChordSymbol symbol = new ChordSymbol(root, kind, bass);
                    if (root == bass) {
                        return Optional.of(symbol);
                    }
                    if (inverted.isEmpty()) {
                        inverted = Optional.of(symbol);
                    }
                }
            }
        }
        return inverted;
    }

    @Override
    public String toString() {
        return NAMES[root] + kind.suffix() + (bass == root ? "" : "/" + NAMES[bass]);
    }
}
