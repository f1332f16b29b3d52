package dev.etude.spi;

import java.util.List;
import java.util.Map;

/**
 * Measures a set of rows. The run calls it on generated rows, and, to have what to measure them by, on real, held-out and
 * random ones.
 */
public interface Metric {
    /**
     * Measures rows.
     *
     * @param rows what to measure; all of one shape; not empty
     * @param reference what they may be compared with
     * @return figures under plain kebab-case names ({@code chord-rate}), in a fixed order; NaN where one is undefined
     */
    Map<String, Double> measure(List<BinarySequence> rows, Reference reference);

    /**
     * What rows are compared with.
     *
     * @param encoding what the symbols mean
     * @param training the pieces that the networks learn from, whole
     * @param heldOut the pieces that they never see, whole; may be empty
     * @param looped whether a piece begins again where it ends when windows are cut from it
     */
    record Reference(Encoding encoding, List<Piece> training, List<Piece> heldOut, boolean looped) {}
}
