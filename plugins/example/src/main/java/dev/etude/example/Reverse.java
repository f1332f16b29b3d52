package dev.etude.example;

import dev.etude.spi.Augmentation;
import dev.etude.spi.Doc;
import dev.etude.spi.Encoding;
import dev.etude.spi.Plugin;
import dev.etude.spi.SequenceShape;
import java.util.random.RandomGenerator;

/** Plays a row backwards: the last step comes first. */
@Plugin("reverse")
@Doc("Plays rows backwards")
public record Reverse(@Doc("Share of the rows that are reversed, 0 to 1") double probability) implements Augmentation {
    /** The defaults. */
    public Reverse() {
        this(0.5);
    }

    public Reverse {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability: must be from 0 to 1, was " + probability);
        }
    }

    @Override
    public void draw(float[] cells, SequenceShape shape, Encoding encoding, RandomGenerator random, int[] source) {
        boolean backwards = random.nextDouble() < probability;
        for (int cell = 0; cell < source.length; cell++) {
            int step = cell / shape.symbols();
            int symbol = cell % shape.symbols();
            source[cell] = backwards ? (shape.steps() - 1 - step) * shape.symbols() + symbol : cell;
        }
    }
}
