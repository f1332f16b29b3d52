package dev.etude.spi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Measures a set of rows. The run calls it on generated rows, and, to compare them with, on real, held-out and random
 * ones.
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

    /** What rows are compared with. A run has one, so what is worked out of it once serves every measurement. */
    final class Reference {
        private final Encoding encoding;
        private final List<Piece> training;
        private final List<Piece> heldOut;
        private final boolean looped;
        private final Map<Object, Object> kept = new HashMap<>();

        /**
         * @param encoding what the symbols mean
         * @param training the pieces that the networks learn from, whole
         * @param heldOut the pieces that they never see, whole; may be empty
         * @param looped whether a piece begins again where it ends when windows are cut from it
         */
        public Reference(Encoding encoding, List<Piece> training, List<Piece> heldOut, boolean looped) {
            this.encoding = encoding;
            this.training = training;
            this.heldOut = heldOut;
            this.looped = looped;
        }

        /** What the symbols mean. */
        public Encoding encoding() {
            return encoding;
        }

        /** The pieces that the networks learn from, whole. */
        public List<Piece> training() {
            return training;
        }

        /** The pieces that they never see, whole; may be empty. */
        public List<Piece> heldOut() {
            return heldOut;
        }

        /** Whether a piece begins again where it ends when windows are cut from it. */
        public boolean looped() {
            return looped;
        }

        /**
         * What takes long to work out of the pieces, such as an index: made at the first call, then kept for the run.
         * It may follow from the pieces, the encoding and the key alone. Any thread may call.
         *
         * @param key tells it from all else that is kept: a record of the caller's own
         */
        public synchronized <T> T once(Object key, Class<T> type, Supplier<T> make) {
            Object value = kept.get(key);
            if (value == null) {
                value = make.get();
                kept.put(key, value);
            }
            return type.cast(value);
        }
    }
}
