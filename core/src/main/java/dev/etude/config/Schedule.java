package dev.etude.config;

import dev.etude.spi.Doc;

/**
 * A setting that changes over training: {@code from} until {@code start}, then along a line or a geometric curve, and
 * {@code to} from {@code end} on. A configuration writes a constant as a bare number, and the others as
 * {@code { from: 1, to: 0.15, shape: geometric, end: 0.8 }}; {@code shape}, {@code start} and {@code end} may be left
 * out.
 *
 * @param from the value at the beginning
 * @param to the value at the end
 * @param shape how it gets there
 * @param start the fraction of training at which it begins to change, from 0 to below {@code end}
 * @param end the fraction of training at which it has arrived, at most 1
 */
public record Schedule(
        @Doc("the value at the beginning") double from,
        @Doc("the value at the end") double to,
        @Doc("how it gets there: along a line, or by equal factors") Shape shape,
        @Doc("the fraction of training at which it begins to change, from 0") double start,
        @Doc("the fraction of training at which it has arrived, up to 1") double end) {
    public Schedule {
        if (!Double.isFinite(from)) {
            throw new IllegalArgumentException("from: must be a finite number, was " + from);
        }
        if (!Double.isFinite(to)) {
            throw new IllegalArgumentException("to: must be a finite number, was " + to);
        }
        if (shape == Shape.GEOMETRIC && !(from > 0)) {
            throw new IllegalArgumentException("from: must be above 0 for a geometric schedule, was " + from);
        }
        if (shape == Shape.GEOMETRIC && !(to > 0)) {
            throw new IllegalArgumentException("to: must be above 0 for a geometric schedule, was " + to);
        }
        if (!(start >= 0 && start < 1)) {
            throw new IllegalArgumentException("start: must be at least 0 and below 1, was " + start);
        }
        if (!(end > start && end <= 1)) {
            throw new IllegalArgumentException("end: must be above start (" + start + ") and at most 1, was " + end);
        }
    }

    /** The same value throughout. */
    public static Schedule constant(double value) {
        return new Schedule(value, value, Shape.LINEAR, 0, 1);
    }

    /** Along a line, from the first step to the last. */
    public static Schedule linear(double from, double to) {
        return new Schedule(from, to, Shape.LINEAR, 0, 1);
    }

    /** By equal factors, from the first step to the last; both values above 0. */
    public static Schedule geometric(double from, double to) {
        return new Schedule(from, to, Shape.GEOMETRIC, 0, 1);
    }

    /** This schedule, but it begins to change and arrives at other fractions of training. */
    public Schedule between(double newStart, double newEnd) {
        return new Schedule(from, to, shape, newStart, newEnd);
    }

    /** The value at a fraction of training, 0 at its first step and 1 at its last. */
    public double at(double fraction) {
        double way = Math.min(1, Math.max(0, (fraction - start) / (end - start)));
        if (way == 0 || from == to) {
            return from;
        }
        if (way == 1) {
            return to;
        }
        return shape == Shape.GEOMETRIC ? from * Math.pow(to / from, way) : from + (to - from) * way;
    }

    /** The lowest value that it takes. */
    public double lowest() {
        return Math.min(from, to);
    }

    /** The highest value that it takes. */
    public double highest() {
        return Math.max(from, to);
    }

    boolean isConstant() {
        return equals(constant(from));
    }

    /** How a schedule gets from one value to the other. */
    public enum Shape {
        LINEAR,
        GEOMETRIC
    }
}
