package dev.etude.sweep;

import dev.etude.spi.UserError;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings of a sweep as the command line gives them, and their product.
 *
 * <p>{@code seed=1..5} is a range of whole numbers, {@code critic=fc,conv} a list; the two may be mixed. A comma within
 * brackets, braces or quotes separates nothing, so {@code semitones=[-3,3]} and {@code critic={plugin: fc, hidden: 64}}
 * are one value each.
 */
final class SettingLists {
    private static final Pattern RANGE = Pattern.compile("(-?\\d{1,9})\\.\\.(-?\\d{1,9})");
    private static final int MOST_RUNS = 10_000;

    private final Map<String, List<String>> lists = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();

    private SettingLists() {}

    /**
     * Reads {@code key=values} arguments.
     *
     * @throws UserError with every fault, a line each
     */
    static SettingLists parse(List<String> arguments) {
        SettingLists settings = new SettingLists();
        arguments.forEach(settings::take);
        long runs = settings.lists.values().stream()
                .mapToLong(List::size)
                .reduce(1, (product, size) -> Math.min(product * size, Integer.MAX_VALUE));
        if (settings.faults.isEmpty() && runs > MOST_RUNS) {
            settings.faults.add("sweep: more than " + MOST_RUNS + " runs; shorten a list");
        }
        if (!settings.faults.isEmpty()) {
            throw new UserError(String.join("\n", settings.faults));
        }
        return settings;
    }

    /** The settings of each run: every combination, the last list varying fastest. */
    List<Map<String, String>> product() {
        List<Map<String, String>> runs = List.of(Map.of());
        for (Map.Entry<String, List<String>> list : lists.entrySet()) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> run : runs) {
                for (String value : list.getValue()) {
                    Map<String, String> more = new LinkedHashMap<>(run);
                    more.put(list.getKey(), value);
                    longer.add(more);
                }
            }
            runs = longer;
        }
        return runs;
    }

    private void take(String argument) {
        int equals = argument.indexOf('=');
        if (equals <= 0) {
            faults.add("sweep: \"" + argument + "\" sets nothing; write key=value, key=1..5 or key=a,b");
            return;
        }
        String key = argument.substring(0, equals).strip();
        String text = argument.substring(equals + 1).strip();
        if (lists.containsKey(key)) {
            faults.add("sweep: " + key + ": set twice; take one of them out");
            return;
        }
        List<String> values = new ArrayList<>();
        List<String> items = split(text);
        for (String item : items) {
            if (item.isEmpty() && items.size() > 1) {
                faults.add("sweep: " + key + ": a comma with nothing beside it in \"" + text + "\"; take the comma out,"
                        + " or put the text into quotes");
            }
            values.addAll(range(key, item));
        }
        if (new LinkedHashSet<>(values).size() < values.size()) {
            faults.add("sweep: " + key + ": the same value twice in \"" + text + "\"; the two runs would be equal");
        }
        lists.put(key, values);
    }

    private List<String> range(String key, String item) {
        Matcher range = RANGE.matcher(item);
        if (!range.matches()) {
            return List.of(item);
        }
        int first = Integer.parseInt(range.group(1));
        int last = Integer.parseInt(range.group(2));
        if (first > last || (long) last - first >= MOST_RUNS) {
            faults.add("sweep: " + key + ": " + item + (first > last
                    ? " goes downwards; write " + last + ".." + first
                    : " is more than " + MOST_RUNS + " runs; shorten it"));
            return List.of(item);
        }
        List<String> numbers = new ArrayList<>();
        for (int number = first; number <= last; number++) {
            numbers.add(String.valueOf(number));
        }
        return numbers;
    }

    /** Splits at the commas that stand outside of brackets, braces and quotes. */
    private static List<String> split(String text) {
        List<String> items = new ArrayList<>();
        Deque<Character> open = new ArrayDeque<>();
        int start = 0;
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            boolean quoted = !open.isEmpty() && (open.peek() == '"' || open.peek() == '\'');
            if (quoted) {
                boolean doubled = character == '\'' && open.peek() == '\'' && text.startsWith("''", at);
                if (doubled || character == '\\' && open.peek() == '"') {
                    at++;
                } else if (character == open.peek()) {
                    open.pop();
                }
            } else if (character == '[' || character == '{') {
                open.push(character == '[' ? ']' : '}');
            } else if ((character == '"' || character == '\'') && beginsValue(text, start, at)) {
                open.push(character);
            } else if (!open.isEmpty() && character == open.peek()) {
                open.pop();
            } else if (character == ',' && open.isEmpty()) {
                items.add(text.substring(start, at).strip());
                start = at + 1;
            }
        }
        items.add(text.substring(start).strip());
        return items;
    }

    /** An apostrophe within a word, as in {@code it's}, is no quote. */
    private static boolean beginsValue(String text, int start, int at) {
        String before = text.substring(start, at).strip();
        return before.isEmpty() || "[{,:".indexOf(before.charAt(before.length() - 1)) >= 0;
    }
}
