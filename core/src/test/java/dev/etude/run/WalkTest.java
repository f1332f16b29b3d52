package dev.etude.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.etude.spi.BinarySequence;
import dev.etude.spi.SequenceShape;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The way between two vectors. */
class WalkTest {
    @Test
    void goesAlongTheArcInEqualAngles() {
        List<float[]> way = Walk.between(new float[] {2, 0}, new float[] {0, 2}, 4);

        float half = 1;
        float high = (float) Math.sqrt(3);
        assertArrayEquals(new float[] {2, 0}, way.get(0), 1e-6f);
        assertArrayEquals(new float[] {high, half}, way.get(1), 1e-6f);
        assertArrayEquals(new float[] {half, high}, way.get(2), 1e-6f);
        assertArrayEquals(new float[] {0, 2}, way.get(3), 1e-6f);
    }

    @Test
    void goesStraightWhereThereIsNoArc() {
        assertArrayEquals(new float[] {2, 4}, Walk.between(new float[] {1, 2}, new float[] {3, 6}, 3).get(1), 1e-5f);
        assertArrayEquals(new float[] {0, 0}, Walk.between(new float[] {1, 2}, new float[] {-1, -2}, 3).get(1), 1e-5f);
        assertArrayEquals(new float[] {0.5f, 1}, Walk.between(new float[] {0, 0}, new float[] {1, 2}, 3).get(1), 1);
    }

    @Test
    void joinsWindowsInTheirOrder() {
        SequenceShape shape = new SequenceShape(2, 3);
        BinarySequence first = BinarySequence.of(shape, BitSet.valueOf(new long[] {0b000_101}));
        BinarySequence second = BinarySequence.of(shape, BitSet.valueOf(new long[] {0b010_000}));

        BinarySequence joined = Walk.join(List.of(first, second, first));

        assertEquals(new SequenceShape(6, 3), joined.shape());
        assertEquals(first, joined.window(0, 2));
        assertEquals(second, joined.window(2, 2));
        assertEquals(first, joined.window(4, 2));
    }
}
