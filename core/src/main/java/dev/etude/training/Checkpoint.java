package dev.etude.training;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything that a run needs to go on where it stood: a step, and named arrays and numbers. Where it is kept is the
 * run folder's affair.
 */
public final class Checkpoint {
    private final long step;
    private final Map<String, float[]> arrays = new LinkedHashMap<>();
    private final Map<String, Long> numbers = new LinkedHashMap<>();

    /** An empty checkpoint after a number of training steps. */
    public Checkpoint(long step) {
        this.step = step;
    }

    /** How many training steps were done. */
    public long step() {
        return step;
    }

    /** The arrays by name; not to be changed. */
    public Map<String, float[]> arrays() {
        return arrays;
    }

    /** The numbers by name; not to be changed. */
    public Map<String, Long> numbers() {
        return numbers;
    }

    /** Adds a copy of an array. */
    public void put(String name, float[] values) {
        arrays.put(name, values.clone());
    }

    /** Adds a number. */
    public void putNumber(String name, long value) {
        numbers.put(name, value);
    }

    /** A number. */
    public long number(String name) {
        Long value = numbers.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the checkpoint has no number " + name);
        }
        return value;
    }

    /** An array; not to be changed. */
    public float[] array(String name) {
        float[] values = arrays.get(name);
        if (values == null) {
            throw new IllegalArgumentException("the checkpoint has no array " + name);
        }
        return values;
    }

    /** Copies an array into one of the same length. */
    public void copy(String name, float[] into) {
        float[] values = array(name);
        if (values.length != into.length) {
            throw new IllegalArgumentException("the checkpoint's " + name + " has " + values.length
                    + " values where this network has " + into.length + "; another config or plugin made it");
        }
        System.arraycopy(values, 0, into, 0, values.length);
    }
}
