package dev.etude.plugins.progressions;

import dev.etude.music.ChordKind;
import dev.etude.music.ChordSymbol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One way to lay a chord on the keyboard: a bass note around A2, the other voices in close position around E4.
 *
 * <p>Close position is a choice for learners as much as for hands: with registers this narrow, equal chords of
 * different progressions mostly lie on the same keys.
 */
final class Position {
    private static final int LOWEST_BASS = 38;
    private static final int HIGHEST_BASS = 51;
    private static final int CENTRE_OF_BASS = 45;
    private static final int LOWEST_UPPER = 53;
    private static final int HIGHEST_UPPER = 77;
    private static final int CENTRE_OF_UPPER = 64;
    private static final int WIDEST_FREE_BASS_LEAP = 7;
    private static final int COST_OF_PARALLELS = 12;

    private final int[] midiPitches;

    private Position(int[] midiPitches) {
        this.midiPitches = midiPitches;
    }

    /**
     * Every position of a chord, the lowest first.
     *
     * <p>The upper voices have all of its tones, unless they are too few for them or the bass has the third of a common
     * triad: then the bass note is not doubled.
     *
     * @param voices how many notes, the bass included; a chord of more tones has all of them
     */
    static List<Position> all(ChordSymbol chord, int voices) {
        int tones = chord.kind().pitchClasses(chord.root());
        int upperVoices = Math.max(voices, Integer.bitCount(tones)) - 1;
        boolean doublesBass = upperVoices >= Integer.bitCount(tones) && !hasThirdOfTriadInBass(chord);
        int upperTones = doublesBass ? tones : tones & ~(1 << chord.bass());
        List<Position> positions = new ArrayList<>();
        for (int bass = LOWEST_BASS; bass <= HIGHEST_BASS; bass++) {
            for (int lowest = LOWEST_UPPER; bass % 12 == chord.bass() && lowest <= HIGHEST_UPPER; lowest++) {
                int[] pitches = closePosition(bass, lowest, upperTones, upperVoices);
                if (has(upperTones, lowest) && pitches[upperVoices] <= HIGHEST_UPPER) {
                    positions.add(new Position(pitches));
                }
            }
        }
        return positions;
    }

    /** The MIDI pitches, from the bass up. */
    int[] midiPitches() {
        return midiPitches.clone();
    }

    /** The MIDI pitch of the lowest voice above the bass. */
    int lowestUpper() {
        return midiPitches[1];
    }

    /** How far the voices lie, in semitones together, from where they sound best; the bass counts half. */
    int distanceFromCentre() {
        int upperVoices = midiPitches.length - 1;
        int sum = Arrays.stream(midiPitches, 1, midiPitches.length).sum();
        return Math.abs(sum - upperVoices * CENTRE_OF_UPPER) + Math.abs(midiPitches[0] - CENTRE_OF_BASS) / 2;
    }

    /** What speaks against the next position: motion in the upper voices, bass leaps, parallel fifths and octaves. */
    int costOfMoveTo(Position next) {
        int[] from = midiPitches;
        int[] to = next.midiPitches;
        int cost = Math.max(0, Math.abs(to[0] - from[0]) - WIDEST_FREE_BASS_LEAP);
        // Voices are paired from the top, where they are heard; the lowest of the upper voices enter and leave.
        for (int voice = 1; voice < Math.min(from.length, to.length); voice++) {
            cost += 2 * Math.abs(to[to.length - voice] - from[from.length - voice]);
        }
        return cost + (from.length == to.length ? COST_OF_PARALLELS * parallels(from, to) : 0);
    }

    /** How many pairs of voices move from a perfect fifth or octave to another. */
    private static int parallels(int[] from, int[] to) {
        int parallels = 0;
        for (int low = 0; low < from.length; low++) {
            for (int high = low + 1; high < from.length; high++) {
                int interval = (from[high] - from[low]) % 12;
                boolean perfect = interval == 0 || interval == 7;
                if (perfect && from[low] != to[low] && (to[high] - to[low]) % 12 == interval) {
                    parallels++;
                }
            }
        }
        return parallels;
    }

    private static boolean hasThirdOfTriadInBass(ChordSymbol chord) {
        int aboveRoot = Math.floorMod(chord.bass() - chord.root(), 12);
        return chord.kind() == ChordKind.MAJOR && aboveRoot == 4 || chord.kind() == ChordKind.MINOR && aboveRoot == 3;
    }

    private static int[] closePosition(int bass, int lowest, int upperTones, int upperVoices) {
        int[] pitches = new int[1 + upperVoices];
        pitches[0] = bass;
        int pitch = lowest;
        for (int voice = 1; voice <= upperVoices; pitch++) {
            if (has(upperTones, pitch)) {
                pitches[voice++] = pitch;
            }
        }
        return pitches;
    }

    private static boolean has(int tones, int pitch) {
        return (tones >> pitch % 12 & 1) != 0;
    }
}
