package dev.etude.plugins.augmentations;

import dev.etude.spi.Augmentation;
import dev.etude.spi.Doc;
import dev.etude.spi.Encoding;
import dev.etude.spi.IntRange;
import dev.etude.spi.Plugin;
import dev.etude.spi.SequenceShape;
import dev.etude.spi.UserError;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Moves a row later or earlier in time, by each step count of the range with equal chance. Works on any symbols.
 *
 * @param steps by how many time steps
 * @param wrap whether what leaves at one end comes in at the other
 */
@Plugin("time-shift")
@Doc("Moves a row later or earlier by a random number of time steps")
public record TimeShift(
        @Doc("The range [from, to] in time steps; negative is earlier") IntRange steps,
        @Doc("Whether what leaves at one end comes in at the other; else silence comes in") boolean wrap)
        implements Augmentation {
    public TimeShift() {
        this(new IntRange(-1, 1), true);
    }

    /**
     * {@inheritDoc}
     *
     * @throws UserError if, without {@code wrap}, the range can empty a whole row
     */
    @Override
    public void draw(float[] cells, SequenceShape shape, Encoding encoding, RandomGenerator random, int[] source) {
        if (!wrap && (steps.from() <= -shape.steps() || steps.to() >= shape.steps())) {
            throw new UserError("time-shift: steps [" + steps.from() + ", " + steps.to() + "] can empty a row of "
                    + shape.steps() + (shape.steps() == 1 ? " step" : " steps") + "; choose fewer, or set wrap: true");
        }
        int shift = Math.toIntExact(random.nextLong(steps.from(), steps.to() + 1L));
        int length = shape.cells();
        if (wrap) {
            int later = Math.floorMod(shift, shape.steps()) * shape.symbols();
            Ascending.fill(source, 0, later, length - later);
            Ascending.fill(source, later, length, 0);
        } else {
            int later = shift * shape.symbols();
            Arrays.fill(source, 0, Math.max(later, 0), -1);
            Ascending.fill(source, Math.max(later, 0), Math.min(length, length + later), Math.max(-later, 0));
            Arrays.fill(source, Math.min(length, length + later), length, -1);
        }
    }
}
