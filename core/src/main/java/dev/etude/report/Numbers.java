package dev.etude.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers as people read them. */
final class Numbers {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.ENGLISH)
                    .withZone(ZoneId.systemDefault());
    private static final int SECONDS_A_MINUTE = 60;
    private static final int SECONDS_AN_HOUR = 3600;

    private Numbers() {}

    /** A whole number: {@code 8,000}. */
    static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A share of one: {@code 55.1%}; a dash where there is none. */
    static String share(double share) {
        return Double.isFinite(share) ? trim(String.format(Locale.ROOT, "%.1f", 100 * share)) + "%" : "–";
    }

    /** Any number, to three digits that count: {@code 12.5}, {@code 0.0324}, {@code 1,234}; a dash for none. */
    static String plain(double number) {
        if (!Double.isFinite(number)) {
            return "–";
        }
        if (Math.abs(number) >= 100) {
            return String.format(Locale.ROOT, "%,.0f", number);
        }
        BigDecimal rounded = new BigDecimal(number).round(new MathContext(3));
        return rounded.signum() != 0 && rounded.abs().doubleValue() < 1e-4
                ? String.format(Locale.ROOT, "%.2e", number)
                : trim(rounded.toPlainString());
    }

    /** A length of time: {@code 37 s}, {@code 1 min 50 s}, {@code 2 h 5 min}. */
    static String time(double seconds) {
        long whole = Math.round(seconds);
        if (whole < SECONDS_A_MINUTE) {
            return whole + " s";
        }
        return whole < SECONDS_AN_HOUR
                ? whole / SECONDS_A_MINUTE + " min " + whole % SECONDS_A_MINUTE + " s"
                : whole / SECONDS_AN_HOUR + " h " + whole % SECONDS_AN_HOUR / SECONDS_A_MINUTE + " min";
    }

    /** The length of a recording: {@code 0:12}. */
    static String clock(double seconds) {
        long whole = Math.round(seconds);
        return String.format(Locale.ROOT, "%d:%02d", whole / SECONDS_A_MINUTE, whole % SECONDS_A_MINUTE);
    }

    /** The size of a file: {@code 24 kB}, {@code 2.0 MB}. */
    static String size(long bytes) {
        return bytes < 1_000_000
                ? Math.max(1, Math.round(bytes / 1e3)) + " kB"
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    /** A moment on this machine's clock: {@code 25 November 2026, 02:20}. */
    static String moment(long millis) {
        return MOMENT.format(Instant.ofEpochMilli(millis));
    }

    private static String trim(String decimal) {
        return decimal.contains(".") ? decimal.replaceAll("\\.?0+$", "") : decimal;
    }
}
