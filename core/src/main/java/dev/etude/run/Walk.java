package dev.etude.run;

import dev.etude.spi.BinarySequence;
import dev.etude.spi.SequenceShape;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A walk from one sample to another through the generator's noise, heard as one piece. */
final class Walk {
    /** Below this sine, the ends lie on one line, and there is no arc to follow. */
    private static final double STRAIGHT = 1e-6;

    private Walk() {}

    /**
     * Noise on the way from one to another, both included, in equal steps along the arc: what lies between two normal
     * vectors of many dimensions is then as long as they are, which it would not be on the straight line (White,
     * "Sampling Generative Networks", 2016).
     */
    static List<float[]> between(float[] from, float[] to, int windows) {
        double cosine = dot(from, to) / Math.max(Math.sqrt(dot(from, from) * dot(to, to)), Double.MIN_NORMAL);
        double angle = Math.acos(Math.max(-1, Math.min(1, cosine)));
        double sine = Math.sin(angle);
        List<float[]> way = new ArrayList<>(windows);
        for (int window = 0; window < windows; window++) {
            double done = (double) window / (windows - 1);
            double ofFrom = sine < STRAIGHT ? 1 - done : Math.sin((1 - done) * angle) / sine;
            double ofTo = sine < STRAIGHT ? done : Math.sin(done * angle) / sine;
            float[] noise = new float[from.length];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = (float) (ofFrom * from[i] + ofTo * to[i]);
            }
            way.add(noise);
        }
        return way;
    }

    /** Windows of one shape, one after another. */
    static BinarySequence join(List<BinarySequence> windows) {
        SequenceShape shape = windows.get(0).shape();
        BitSet cells = new BitSet();
        for (int window = 0; window < windows.size(); window++) {
            BinarySequence next = windows.get(window);
            for (int cell = next.nextOn(0); cell >= 0; cell = next.nextOn(cell + 1)) {
                cells.set(window * shape.cells() + cell);
            }
        }
        return BinarySequence.of(new SequenceShape(windows.size() * shape.steps(), shape.symbols()), cells);
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
