package dev.etude.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.spi.Augmentation;
import dev.etude.spi.Encoding;
import dev.etude.spi.SequenceShape;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An augmentation A is linear, and a gradient g goes back through its adjoint: (A x) g = x (A* g), for all x and g. */
class AugmenterTest {
    private static final SequenceShape SHAPE = new SequenceShape(6, 5);
    private static final int ROWS = 40;
    private static final Encoding LETTERS = new Encoding() {
        @Override
        public int symbols() {
            return SHAPE.symbols();
        }

        @Override
        public String meaning() {
            return "letters";
        }
    };

    /** By up to three symbols; what passes the edge is lost. */
    private static final Augmentation TRANSPOSE = (cells, shape, encoding, random, source) -> {
        int up = random.nextInt(7) - 3;
        for (int cell = 0; cell < source.length; cell++) {
            int from = cell % shape.symbols() - up;
            source[cell] = from < 0 || from >= shape.symbols() ? -1 : cell - up;
        }
    };

    /** By up to two steps; what passes the end comes round again. */
    private static final Augmentation SHIFT = (cells, shape, encoding, random, source) -> {
        int later = random.nextInt(5) - 2;
        for (int cell = 0; cell < source.length; cell++) {
            source[cell] = Math.floorMod(cell - later * shape.symbols(), source.length);
        }
    };

    /** Looks at the cells: a row whose first cell is on is turned round in time. */
    private static final Augmentation TURN = (cells, shape, encoding, random, source) -> {
        for (int cell = 0; cell < source.length; cell++) {
            int step = cell / shape.symbols();
            source[cell] = cells[0] > 0 ? cell + (shape.steps() - 1 - 2 * step) * shape.symbols() : cell;
        }
    };

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void gradientsGoBackThroughTheAdjoint(int number) {
        List<Augmentation> augmentations =
                List.of(TRANSPOSE, SHIFT, TURN, TRANSPOSE, SHIFT).subList(number == 4 ? 2 : 0, number == 4 ? 5 : number);
        Augmenter augmenter = new Augmenter(augmentations, SHAPE, LETTERS, ROWS);
        SplittableRandom random = new SplittableRandom(number);
        int size = SHAPE.cells();
        float[] cells = numbers(random, size * ROWS, 0, 2);
        float[] gradient = numbers(random, size * ROWS, -9, 10); // whole numbers, so that sums are exact
        float[] moved = cells.clone();
        augmenter.apply(moved, 0, ROWS, random);
        float[] back = gradient.clone();
        augmenter.backward(back, ROWS);

        for (int row = 0; row < ROWS; row++) {
            assertEquals(product(moved, gradient, row * size), product(cells, back, row * size), "row " + row);
        }
        assertTrue(number == 0 || product(moved, gradient, 0) != product(cells, gradient, 0), "nothing was moved");
    }

    @Test
    void eachCellComesFromItsSource() {
        for (Augmentation augmentation : List.of(TRANSPOSE, SHIFT, TURN)) {
            float[] cells = numbers(new SplittableRandom(8), SHAPE.cells(), 0, 2);
            float[] moved = cells.clone();
            new Augmenter(List.of(augmentation), SHAPE, LETTERS, 1).apply(moved, 0, 1, new SplittableRandom(9));

            int[] source = new int[SHAPE.cells()];
            augmentation.draw(cells, SHAPE, LETTERS, new SplittableRandom(9), source);
            for (int cell = 0; cell < source.length; cell++) {
                assertEquals(source[cell] < 0 ? 0 : cells[source[cell]], moved[cell], "cell " + cell);
            }
        }
    }

    private static float[] numbers(SplittableRandom random, int length, int low, int high) {
        float[] numbers = new float[length];
        for (int i = 0; i < length; i++) {
            numbers[i] = random.nextInt(low, high);
        }
        return numbers;
    }

    private static double product(float[] one, float[] other, int from) {
        double sum = 0;
        for (int cell = from; cell < from + SHAPE.cells(); cell++) {
            sum += (double) one[cell] * other[cell];
        }
        return sum;
    }
}
