package dev.etude.run;

import dev.etude.music.PianoRoll;
import dev.etude.spi.BinarySequence;
import dev.etude.spi.Encoding;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.UserError;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Moves samples up or down the keyboard, all by the same number of semitones or none. */
final class Transposition {
    private Transposition() {}

    /**
     * The samples, moved.
     *
     * @throws UserError if one of them would leave the keyboard, or symbols are not piano keys
     */
    static List<BinarySequence> of(List<BinarySequence> samples, int semitones, Encoding encoding) {
        if (semitones == 0) {
            return samples;
        }
        if (!(encoding instanceof PianoRollEncoding)) {
            throw new UserError("sample: transpose: works on piano keys, and these data are " + encoding.meaning()
                    + "; take it out");
        }
        int down = samples.stream().mapToInt(Transposition::lowest).min().orElse(0);
        int up = PianoRoll.PITCHES - 1 - samples.stream().mapToInt(Transposition::highest).max().orElse(0);
        List<BinarySequence> moved = new ArrayList<>(samples.size());
        for (int number = 1; number <= samples.size(); number++) {
            BinarySequence sample = samples.get(number - 1);
            if (lowest(sample) + semitones < 0 || highest(sample) + semitones >= PianoRoll.PITCHES) {
                throw new UserError("sample: transpose: " + semitones
                        + (Math.abs(semitones) == 1 ? " semitone" : " semitones") + " would move sample " + number
                        + " off the 88 keys; these samples can be moved by -" + down + " to " + up);
            }
            moved.add(move(sample, semitones));
        }
        return moved;
    }

    private static BinarySequence move(BinarySequence sample, int semitones) {
        BitSet cells = new BitSet(sample.shape().cells());
        for (int cell = sample.nextOn(0); cell >= 0; cell = sample.nextOn(cell + 1)) {
            cells.set(cell + semitones);
        }
        return BinarySequence.of(sample.shape(), cells);
    }

    /** The lowest key; the highest there is if none sounds, so that silence can be moved anywhere. */
    private static int lowest(BinarySequence sample) {
        int lowest = PianoRoll.PITCHES - 1;
        for (int cell = sample.nextOn(0); cell >= 0; cell = sample.nextOn(cell + 1)) {
            lowest = Math.min(lowest, pitch(cell));
        }
        return lowest;
    }

    private static int highest(BinarySequence sample) {
        int highest = 0;
        for (int cell = sample.nextOn(0); cell >= 0; cell = sample.nextOn(cell + 1)) {
            highest = Math.max(highest, pitch(cell));
        }
        return highest;
    }

    /** Struck and held keys, where told apart, lie one keyboard apart. */
    private static int pitch(int cell) {
        return cell % PianoRoll.PITCHES;
    }
}
