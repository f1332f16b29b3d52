package dev.etude.config;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lays a tree of maps, lists and single values out as YAML: a page of blocks, or one line. */
final class YamlLayout {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./+-]*");

    /** Words that some reader of YAML takes for true, false or nothing. */
    private static final Set<String> ODD_WORDS = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private static final int LONGEST_PLAIN_NUMBER = 20;
    private static final String INDENT = "  ";

    private YamlLayout() {}

    static String block(Object tree) {
        StringBuilder out = new StringBuilder();
        block(tree, "", out);
        return out.toString();
    }

    static String inline(Object tree) {
        if (tree instanceof Map<?, ?> map) {
            return map.isEmpty() ? "{}" : map.entrySet().stream()
                    .map(entry -> text((String) entry.getKey()) + ": " + inline(entry.getValue()))
                    .collect(Collectors.joining(", ", "{ ", " }"));
        }
        if (tree instanceof List<?> list) {
            return list.stream().map(YamlLayout::inline).collect(Collectors.joining(", ", "[", "]"));
        }
        return single(tree);
    }

    private static void block(Object tree, String indent, StringBuilder out) {
        if (tree instanceof Map<?, ?> map && !map.isEmpty()) {
            String before = "";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(before).append(text((String) entry.getKey())).append(':');
                before = indent;
                if (fitsLine(entry.getValue())) {
                    out.append(' ').append(inline(entry.getValue())).append('\n');
                } else {
                    out.append('\n').append(indent).append(INDENT);
                    block(entry.getValue(), indent + INDENT, out);
                }
            }
        } else if (tree instanceof List<?> list && !fitsLine(list)) {
            String before = "";
            for (Object item : list) {
                out.append(before).append("- ");
                before = indent;
                block(item, indent + INDENT, out);
            }
        } else {
            out.append(inline(tree)).append('\n');
        }
    }

    /** Single values, and lists of nothing else. */
    private static boolean fitsLine(Object tree) {
        if (tree instanceof List<?> list) {
            return list.stream().allMatch(YamlLayout::fitsLine);
        }
        return !(tree instanceof Map<?, ?> map) || map.isEmpty();
    }

    private static String single(Object value) {
        if (value instanceof Double || value instanceof Float) {
            return number(value.toString());
        }
        return value instanceof String text ? text(text) : String.valueOf(value);
    }

    /** Without an exponent where that is short, since readers of YAML disagree about those without a sign. */
    private static String number(String text) {
        if (!text.contains("E")) {
            return text;
        }
        String plain = new BigDecimal(text).stripTrailingZeros().toPlainString();
        return plain.length() <= LONGEST_PLAIN_NUMBER ? plain : text.replaceFirst("E(?=\\d)", "E+");
    }

    private static String text(String text) {
        if (PLAIN.matcher(text).matches() && !ODD_WORDS.contains(text.toLowerCase(Locale.ROOT))) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (char character : text.toCharArray()) {
            if (character == '"' || character == '\\') {
                quoted.append('\\').append(character);
            } else if (character < ' ' || character >= 0x7f && character <= 0xa0 || character == '\u2028'
                    || character == '\u2029' || character == '\ufeff' || character >= '\ufffe') {
                quoted.append(String.format("\\u%04x", (int) character));
            } else {
                quoted.append(character);
            }
        }
        return quoted.append('"').toString();
    }
}
