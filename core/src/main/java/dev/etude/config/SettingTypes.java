package dev.etude.config;

import dev.etude.plugins.PluginKind;
import dev.etude.spi.IntRange;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the Java types of settings are called in a configuration. */
final class SettingTypes {
    private static final Set<Class<?>> WHOLE = Set.of(int.class, Integer.class, long.class, Long.class);
    private static final Set<Class<?>> REAL = Set.of(double.class, Double.class, float.class, Float.class);
    private static final Set<Class<?>> TRUTH = Set.of(boolean.class, Boolean.class);

    private SettingTypes() {}

    /** A type in words: {@code a whole number}, {@code a list of critics}, {@code one of linear, geometric}. */
    static String words(Type type) {
        Class<?> raw = raw(type);
        if (isWhole(raw)) {
            return "a whole number";
        }
        if (isReal(raw)) {
            return "a number";
        }
        if (isTruth(raw)) {
            return "true or false";
        }
        if (raw == String.class) {
            return "a text";
        }
        if (raw == Path.class) {
            return "a path";
        }
        if (raw.isEnum()) {
            return "one of " + String.join(", ", words(raw));
        }
        if (raw == IntRange.class) {
            return "a range [from, to]";
        }
        if (raw == Schedule.class) {
            return "a number or a schedule { from, to, shape, start, end }";
        }
        if (raw == Optional.class) {
            return words(argument(type, 0)) + " or nothing";
        }
        if (raw == List.class) {
            return "a list, each " + words(argument(type, 0));
        }
        return PluginKind.of(raw).map(SettingTypes::one).orElse("a mapping of settings");
    }

    /** One plugin of a kind, with its article. */
    static String one(PluginKind kind) {
        return ("aeiou".indexOf(kind.noun().charAt(0)) < 0 ? "a " : "an ") + kind.noun();
    }

    /** A constant as a configuration writes it: {@code LEAST_SQUARES} is {@code least-squares}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> words(Class<?> enumeration) {
        return Arrays.stream(enumeration.getEnumConstants())
                .map(constant -> word((Enum<?>) constant))
                .collect(Collectors.toList());
    }

    static boolean isWhole(Class<?> type) {
        return WHOLE.contains(type);
    }

    static boolean isReal(Class<?> type) {
        return REAL.contains(type);
    }

    static boolean isTruth(Class<?> type) {
        return TRUTH.contains(type);
    }

    /** Whether a value of the type is written as a mapping whose keys are the record's components. */
    static boolean isSection(Class<?> type) {
        return type.isRecord() && type != IntRange.class && type != Schedule.class;
    }

    /** Whether a value of the type has no settings within. */
    static boolean isLeaf(Class<?> type) {
        return isWhole(type) || isReal(type) || isTruth(type) || type.isEnum()
                || type == String.class || type == Path.class || type == IntRange.class || type == Schedule.class;
    }

    static boolean isMap(Type type) {
        return raw(type) == Map.class && raw(argument(type, 0)) == String.class;
    }

    static Class<?> raw(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        return type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : Object.class;
    }

    static Type argument(Type type, int index) {
        return type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[index] : Object.class;
    }
}
