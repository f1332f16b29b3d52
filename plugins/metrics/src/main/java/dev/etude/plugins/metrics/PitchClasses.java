package dev.etude.plugins.metrics;

/** Sets of pitch classes: bit n is on if pitch class n (0 is C, 11 is B) belongs to the set. */
final class PitchClasses {
    private PitchClasses() {}

    /** The pitch classes that lie the given semitones, 0 to 11, above a root. */
    static int set(int root, int... intervals) {
        int set = 0;
        for (int interval : intervals) {
            set |= 1 << (root + interval) % 12;
        }
        return set;
    }
}
