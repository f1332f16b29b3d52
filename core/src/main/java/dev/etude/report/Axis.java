package dev.etude.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * A linear scale from values to places in an SVG picture, with marks at round numbers.
 *
 * @param least the value at {@code from}
 * @param most the value at {@code to}
 * @param distance from one mark to the next: 1, 2 or 5 times a power of ten
 * @param from the place where the axis begins
 * @param to the place where it ends
 */
public record Axis(double least, double most, double distance, double from, double to) {
    /** A mark on an axis. */
    public record Tick(String at, String label) {}

    /** From mark to mark around a range of values; with some room to both sides if it is a single one. */
    public static Axis around(double least, double most, int marks, double from, double to) {
        if (least == most) {
            double margin = least == 0 ? 1 : Math.abs(least) / 2;
            return around(least - margin, most + margin, marks, from, to);
        }
        double distance = distance(most - least, marks);
        return new Axis(
                Math.floor(least / distance) * distance, Math.ceil(most / distance) * distance, distance, from, to);
    }

    /** From 0 to exactly the last of whole numbers. */
    public static Axis from0(double most, int marks, double from, double to) {
        double end = Math.max(1, most);
        return new Axis(0, end, Math.max(1, distance(end, marks)), from, to);
    }

    /** Where a value stands. */
    public double place(double value) {
        return from + (to - from) * (value - least) / (most - least);
    }

    /** Where a value stands, as an attribute. */
    public String at(double value) {
        return decimal(place(value));
    }

    /** The marks, labelled. */
    public List<Tick> ticks(DoubleFunction<String> text) {
        List<Tick> ticks = new ArrayList<>();
        long first = Math.round(least / distance);
        for (long i = first; i * distance <= most + distance / 1000; i++) {
            ticks.add(new Tick(at(i * distance), text.apply(i * distance)));
        }
        return ticks;
    }

    /** A place as an attribute. */
    public static String decimal(double place) {
        return String.format(Locale.ROOT, "%.1f", place);
    }

    private static double distance(double range, int marks) {
        double raw = range / marks;
        double power = BigDecimal.ONE.scaleByPowerOfTen((int) Math.floor(Math.log10(raw))).doubleValue();
        double factor = raw / power;
        return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
    }
}
