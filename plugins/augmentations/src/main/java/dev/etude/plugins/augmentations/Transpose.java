package dev.etude.plugins.augmentations;

import dev.etude.music.PianoRoll;
import dev.etude.spi.Augmentation;
import dev.etude.spi.Doc;
import dev.etude.spi.Encoding;
import dev.etude.spi.IntRange;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.Plugin;
import dev.etude.spi.SequenceShape;
import dev.etude.spi.UserError;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Moves a row up or down the keyboard.
 *
 * <p>Every shift of the range that keeps all of the row's notes on the 88 keys is equally likely, so no note is ever
 * lost or wrapped. Where none fits, the row stays as it is. Struck and held keys (176 symbols) move together.
 *
 * @param semitones by how many semitones; ends between -87 and 87
 */
@Plugin("transpose")
@Doc("Moves a row up or down by a random number of semitones, never off the 88 keys")
public record Transpose(
        @Doc("The range [from, to] in semitones, within -87 and 87; negative is down") IntRange semitones)
        implements Augmentation {
    private static final int HIGHEST = PianoRoll.PITCHES - 1;

    public Transpose() {
        this(new IntRange(-3, 3));
    }

    public Transpose {
        if (semitones.from() < -HIGHEST || semitones.to() > HIGHEST) {
            throw new IllegalArgumentException("semitones: must lie within [" + -HIGHEST + ", " + HIGHEST + "], was ["
                    + semitones.from() + ", " + semitones.to() + "]");
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws UserError if the symbols are not piano keys
     */
    @Override
    public void draw(float[] cells, SequenceShape shape, Encoding encoding, RandomGenerator random, int[] source) {
        if (!(encoding instanceof PianoRollEncoding)) {
            throw new UserError("transpose: works on piano keys, and these data are " + encoding.meaning()
                    + "; take it out of the config");
        }
        int shift = drawShift(cells, shape.cells(), random);
        int comingIn = Math.max(shift, 0);
        int goingOut = Math.max(-shift, 0);
        Ascending.fill(source, comingIn, shape.cells() - goingOut, goingOut);
        for (int keyboard = 0; keyboard < shape.cells(); keyboard += PianoRoll.PITCHES) {
            Arrays.fill(source, keyboard, keyboard + comingIn, -1);
            Arrays.fill(source, keyboard + PianoRoll.PITCHES - goingOut, keyboard + PianoRoll.PITCHES, -1);
        }
    }

    /** Looks only at the keys that the farthest shifts would move off the keyboard. */
    private int drawShift(float[] cells, int length, RandomGenerator random) {
        int lowest = Math.max(-semitones.from(), 0);
        int highest = HIGHEST - Math.max(semitones.to(), 0);
        for (int keyboard = 0; keyboard < length; keyboard += PianoRoll.PITCHES) {
            for (int pitch = 0; pitch < lowest; pitch++) {
                if (cells[keyboard + pitch] > 0) {
                    lowest = pitch;
                }
            }
            for (int pitch = HIGHEST; pitch > highest; pitch--) {
                if (cells[keyboard + pitch] > 0) {
                    highest = pitch;
                }
            }
        }
        int from = Math.max(semitones.from(), -lowest);
        int to = Math.min(semitones.to(), HIGHEST - highest);
        return from > to ? 0 : random.nextInt(from, to + 1);
    }
}
