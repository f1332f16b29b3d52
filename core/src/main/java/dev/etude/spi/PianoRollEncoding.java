package dev.etude.spi;

import dev.etude.music.PianoRoll;
import java.util.BitSet;

/**
 * Symbols are piano keys.
 *
 * @param stepsPerQuarter how many steps a quarter note lasts, at least 1
 * @param beatsPerBar quarter notes a bar, at least 1; where bar lines are drawn and chords are looked for
 * @param tempo quarter notes a minute, greater than 0
 * @param onsets false: 88 symbols, which keys sound. True: 176 symbols, first which keys are struck, then which are
 *     held on from the step before
 */
public record PianoRollEncoding(int stepsPerQuarter, int beatsPerBar, double tempo, boolean onsets)
        implements Encoding {
    public PianoRollEncoding {
        if (stepsPerQuarter < 1 || beatsPerBar < 1 || !(tempo > 0)) {
            throw new IllegalArgumentException(
                    "an encoding needs stepsPerQuarter and beatsPerBar of at least 1 and a tempo above 0");
        }
    }

    /**
     * An encoding as that of piano keys.
     *
     * @throws UserError if it is another; {@code asker} is the plugin that says so
     */
    public static PianoRollEncoding of(Encoding encoding, String asker) {
        if (encoding instanceof PianoRollEncoding pianoRoll) {
            return pianoRoll;
        }
        throw new UserError(asker + ": works on piano keys, and these data are " + encoding.meaning()
                + "; take it out of the config");
    }

    @Override
    public int symbols() {
        return onsets ? 2 * PianoRoll.PITCHES : PianoRoll.PITCHES;
    }

    @Override
    public String meaning() {
        return "piano keys";
    }

    /** Time steps a bar. */
    public int stepsPerBar() {
        return stepsPerQuarter * beatsPerBar;
    }

    /** A roll as a sequence. Without {@code onsets}, a repeated note becomes one long note. */
    public BinarySequence encode(PianoRoll roll) {
        SequenceShape shape = new SequenceShape(roll.steps(), symbols());
        BitSet cells = new BitSet(shape.cells());
        for (int step = 0; step < roll.steps(); step++) {
            for (int pitch = roll.nextSounding(step, 0); pitch >= 0; pitch = roll.nextSounding(step, pitch + 1)) {
                boolean held = onsets && !roll.begins(step, pitch);
                cells.set(step * symbols() + pitch + (held ? PianoRoll.PITCHES : 0));
            }
        }
        return BinarySequence.of(shape, cells);
    }

    /** A sequence as a roll. With {@code onsets}, a key that is both struck and held counts as struck. */
    public PianoRoll decode(BinarySequence sequence) {
        PianoRoll.Builder roll = new PianoRoll.Builder(sequence.shape().steps(), stepsPerQuarter);
        for (int cell = sequence.nextOn(0); cell >= 0; cell = sequence.nextOn(cell + 1)) {
            int symbol = cell % symbols();
            roll.cell(cell / symbols(), symbol % PianoRoll.PITCHES, onsets && symbol < PianoRoll.PITCHES);
        }
        return roll.build();
    }
}
