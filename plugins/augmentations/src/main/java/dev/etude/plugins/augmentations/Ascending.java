package dev.etude.plugins.augmentations;

import java.util.Arrays;

/** Numbers that ascend by one, copied from a table: the JIT compiler of Java 17 would count them up one by one. */
final class Ascending {
    private static volatile int[] table = new int[0];

    private Ascending() {}

    /** Fills an array, from an index (inclusive) to another (exclusive), with ascending numbers, at least 0. */
    static void fill(int[] numbers, int from, int to, int first) {
        int length = to - from;
        int[] ascending = table;
        if (ascending.length < first + length) {
            ascending = new int[first + length];
            Arrays.setAll(ascending, number -> number);
            table = ascending;
        }
        System.arraycopy(ascending, first, numbers, from, length);
    }
}
