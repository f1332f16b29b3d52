package dev.etude.music;

/**
 * A pitch as it is written: E flat and D sharp are the same key of a piano and two pitches.
 *
 * @param step the letter, {@code 'A'} to {@code 'G'}
 * @param alter semitones up (sharps) or down (flats)
 * @param octave the octave of the letter, 4 for middle C and the six letters above it; so the B sharp that sounds like
 *     middle C is {@code B#3}
 */
public record Pitch(char step, int alter, int octave) {
    private static final String LETTERS = "FCGDAEB";
    private static final int[] SEMITONES = {5, 0, 7, 2, 9, 4, 11};

    /**
     * The pitch with a place on the line of fifths ... Bb F C G D A E B F# ..., of which C is 0 and G is 1.
     *
     * @param midi the MIDI number, 60 for middle C; it must be a key that this place can name
     */
    static Pitch onLineOfFifths(int place, int midi) {
        int letter = Math.floorMod(place + 1, LETTERS.length());
        int alter = Math.floorDiv(place + 1, LETTERS.length());
        int natural = midi - alter - SEMITONES[letter];
        if (natural % 12 != 0) {
            throw new IllegalArgumentException(
                    "MIDI " + midi + " is not " + LETTERS.charAt(letter) + " altered by " + alter);
        }
        return new Pitch(LETTERS.charAt(letter), alter, natural / 12 - 1);
    }

    /** The name of a place on the line of fifths. */
    static String nameOnLineOfFifths(int place) {
        int letter = Math.floorMod(place + 1, LETTERS.length());
        return new Pitch(LETTERS.charAt(letter), Math.floorDiv(place + 1, LETTERS.length()), 4).name();
    }

    /** The MIDI number: 60 for middle C. */
    public int midi() {
        return 12 * (octave + 1) + SEMITONES[LETTERS.indexOf(step)] + alter;
    }

    /** As music21 writes it: {@code F#}, {@code B-} for B flat. */
    public String name() {
        return step + (alter < 0 ? "-" : "#").repeat(Math.abs(alter));
    }

    /** As music21 writes it: {@code B-4}. */
    public String nameWithOctave() {
        return name() + octave;
    }

    @Override
    public String toString() {
        return nameWithOctave();
    }
}
