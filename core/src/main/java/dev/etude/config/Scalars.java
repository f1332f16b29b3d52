package dev.etude.config;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Turns single values of a document into Java's. What does not fit is refused with the reason, in words. */
final class Scalars {
    private static final Pattern WHOLE = Pattern.compile("[-+]?(0|[1-9]\\d*)");
    private static final Pattern LEADING_ZERO = Pattern.compile("[-+]?0\\d+");

    /** As {@code sweep} takes them: {@code 1..5}, {@code 1,2}. */
    private static final Pattern SEVERAL = Pattern.compile("[-+\\d.]+(\\.\\.|,)[-+\\d.,]+");

    /** The mend for several values where one is meant. */
    static final String SWEEP = "./runner sweep runs each of several values";

    private static final int LONGEST_LONG = 20;

    /** Why a value does not fit, and what would. */
    static final class Misfit extends Exception {
        private static final long serialVersionUID = 1;

        Misfit(String message) {
            super(message);
        }
    }

    private Scalars() {}

    /**
     * The value of a scalar as a number, truth, enum, path or text.
     *
     * @param mustExist whether a path has to lead to something
     */
    static Object read(Node.Scalar scalar, Class<?> type, boolean mustExist) throws Misfit {
        if (SettingTypes.isWhole(type)) {
            return whole(scalar, type);
        }
        if (SettingTypes.isReal(type)) {
            return real(scalar, type);
        }
        if (SettingTypes.isTruth(type)) {
            return truth(scalar);
        }
        if (type.isEnum()) {
            return constant(scalar, type);
        }
        if (type == Path.class) {
            return path(scalar, mustExist);
        }
        return text(scalar);
    }

    private static Object whole(Node.Scalar scalar, Class<?> type) throws Misfit {
        String text = scalar.text();
        if (!scalar.plain() || !WHOLE.matcher(text).matches()) {
            throw expected("a whole number", scalar, wholeMend(scalar));
        }
        boolean isLong = type == long.class || type == Long.class;
        int mostBits = (isLong ? Long.SIZE : Integer.SIZE) - 1;
        BigInteger value = text.length() > LONGEST_LONG ? null : new BigInteger(text);
        if (value == null || value.bitLength() > mostBits) {
            long lowest = isLong ? Long.MIN_VALUE : Integer.MIN_VALUE;
            long highest = isLong ? Long.MAX_VALUE : Integer.MAX_VALUE;
            throw expected("a whole number", scalar, "it must lie between " + lowest + " and " + highest);
        }
        if (isLong) {
            return value.longValue();
        }
        return value.intValue();
    }

    private static String wholeMend(Node.Scalar scalar) {
        if (scalar.plain() && LEADING_ZERO.matcher(scalar.text()).matches()) {
            return "write it without the leading zero";
        }
        return scalar.isNumber() ? "write it without a point or exponent" : numberMend(scalar);
    }

    private static Object real(Node.Scalar scalar, Class<?> type) throws Misfit {
        if (!scalar.isNumber() || LEADING_ZERO.matcher(scalar.text()).matches()) {
            throw expected("a number", scalar,
                    scalar.isNumber() ? "write it without the leading zero" : numberMend(scalar));
        }
        double value = Double.parseDouble(scalar.text());
        boolean isFloat = type == float.class || type == Float.class;
        if (Double.isInfinite(isFloat ? (float) value : value)) {
            throw expected("a number", scalar, "it is too large to compute with");
        }
        if (isFloat) {
            return (float) value;
        }
        return value;
    }

    private static String numberMend(Node.Scalar scalar) {
        if (scalar.place().isCommandLine() && SEVERAL.matcher(scalar.text()).matches()) {
            return SWEEP;
        }
        return !scalar.plain() && new Node.Scalar(scalar.text(), true, scalar.place()).isNumber()
                ? "take the quotes away"
                : "write it in digits";
    }

    private static Object truth(Node.Scalar scalar) throws Misfit {
        if (scalar.plain() && (scalar.text().equals("true") || scalar.text().equals("false"))) {
            return scalar.text().equals("true");
        }
        throw expected("true or false", scalar, "write true or false, in small letters and without quotes");
    }

    private static Object constant(Node.Scalar scalar, Class<?> type) throws Misfit {
        List<String> words = SettingTypes.words(type);
        int index = words.indexOf(scalar.text());
        if (index < 0) {
            throw new Misfit("cannot be " + scalar.words() + "; " + Nearest.hint(scalar.text(), words));
        }
        return type.getEnumConstants()[index];
    }

    private static String text(Node.Scalar scalar) throws Misfit {
        if (scalar.isTruth() && !scalar.place().isCommandLine()) {
            throw expected("a text", scalar, "put it into quotes");
        }
        return scalar.text();
    }

    private static Path path(Node.Scalar scalar, boolean mustExist) throws Misfit {
        String text = text(scalar);
        if (text.isBlank()) {
            throw new Misfit("an empty path; name a file or folder");
        }
        try {
            // Shells leave the tilde of key=~/music alone.
            Path path = text.startsWith("~/")
                    ? Path.of(System.getProperty("user.home"), text.substring(2))
                    : Path.of(text);
            return absolute(path, scalar.place().folder(), mustExist);
        } catch (InvalidPathException failure) {
            throw new Misfit("no path: " + failure.getReason() + "; write the name of a file or folder");
        }
    }

    static Path absolute(Path path, Path folder, boolean mustExist) throws Misfit {
        Path absolute = folder.resolve(path).toAbsolutePath().normalize();
        if (mustExist && !Files.exists(absolute)) {
            throw new Misfit("no such file or folder: " + absolute + "; " + nearPath(absolute));
        }
        return absolute;
    }

    private static String nearPath(Path missing) {
        Path parent = missing.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return "create it, or correct the path";
        }
        try (Stream<Path> siblings = Files.list(parent)) {
            List<String> names = siblings.map(path -> path.getFileName().toString()).toList();
            return Nearest.to(missing.getFileName().toString(), names)
                    .map(name -> "did you mean \"" + name + "\"?")
                    .orElse("create it, or correct the path");
        } catch (IOException unreadable) {
            return "create it, or correct the path";
        }
    }

    static Misfit expected(String what, Node found, String mend) {
        return new Misfit("expected " + what + ", found " + found.words() + "; " + mend);
    }
}
