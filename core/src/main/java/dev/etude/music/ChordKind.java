package dev.etude.music;

/**
 * The kinds of chord that count as one: fourteen of three pitch classes or more, and the bare fifth, which has no third
 * to tell major from minor and is therefore always counted apart.
 */
public enum ChordKind {
    MAJOR("", 0, 4, 7),
    MINOR("m", 0, 3, 7),
    DIMINISHED("dim", 0, 3, 6),
    AUGMENTED("aug", 0, 4, 8),
    SUSPENDED_SECOND("sus2", 0, 2, 7),
    SUSPENDED_FOURTH("sus4", 0, 5, 7),
    DOMINANT_SEVENTH("7", 0, 4, 7, 10),
    MAJOR_SEVENTH("maj7", 0, 4, 7, 11),
    MINOR_SEVENTH("m7", 0, 3, 7, 10),
    HALF_DIMINISHED_SEVENTH("m7b5", 0, 3, 6, 10),
    DIMINISHED_SEVENTH("dim7", 0, 3, 6, 9),
    ADDED_NINTH("add9", 0, 2, 4, 7),
    SIXTH("6", 0, 4, 7, 9),
    MINOR_SIXTH("m6", 0, 3, 7, 9),
    BARE_FIFTH("5", 0, 7);

    private final String suffix;
    private final int pitchClasses;

    ChordKind(String suffix, int... intervals) {
        this.suffix = suffix;
        int set = 0;
        for (int interval : intervals) {
            set |= 1 << interval;
        }
        this.pitchClasses = set;
    }

    /** What follows the root in a chord symbol: {@code "m7"}; empty for a major triad. */
    public String suffix() {
        return suffix;
    }

    /**
     * The pitch classes of this chord on a root (0 is C, 11 is B), as a set: bit n is on if pitch class n belongs to
     * it.
     */
    public int pitchClasses(int root) {
        int shifted = pitchClasses << root;
        return (shifted | shifted >> 12) & 0xFFF;
    }

    /** Whether it has three pitch classes or more: every kind but the bare fifth. */
    public boolean isFull() {
        return this != BARE_FIFTH;
    }
}
