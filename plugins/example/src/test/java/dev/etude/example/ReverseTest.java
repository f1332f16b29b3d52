package dev.etude.example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.etude.spi.Augmentation;
import dev.etude.spi.SequenceShape;
import dev.etude.testkit.AugmentationContract;
import dev.etude.testkit.Examples;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Inherits what every augmentation keeps to, and adds what is its own. */
class ReverseTest extends AugmentationContract {
    @Override
    protected Augmentation plugin() {
        return new Reverse();
    }

    @Test
    void theLastStepComesFirst() {
        int[] source = new int[6];

        new Reverse(1).draw(new float[6], new SequenceShape(3, 2), Examples.LETTERS, new Random(1), source);

        assertArrayEquals(new int[] {4, 5, 2, 3, 0, 1}, source);
    }

    @Test
    void aProbabilityIsFrom0To1() {
        assertThrows(IllegalArgumentException.class, () -> new Reverse(1.5));
    }
}
