package dev.etude.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A value of a YAML document, with its place. */
sealed interface Node {
    Place place();

    /** What a person calls it, in messages: {@code "two"}, {@code a list}. */
    String words();

    /**
     * A single value.
     *
     * @param text as it stands in the file, without quotes
     * @param plain whether it stands there without quotes, so that it may be a number, true, false or nothing at all
     */
    record Scalar(String text, boolean plain, Place place) implements Node {
        private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?");
        private static final int LONGEST_SHOWN = 60;

        boolean isNothing() {
            return plain && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
        }

        boolean isNumber() {
            return plain && NUMBER.matcher(text).matches();
        }

        boolean isTruth() {
            return plain && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"));
        }

        /** Whether it is a word, as opposed to nothing, a number, true or false. */
        boolean isWord() {
            return !isNothing() && !isNumber() && !isTruth();
        }

        @Override
        public String words() {
            if (isNothing()) {
                return "nothing";
            }
            String shown = text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
            return isNumber() || isTruth() ? shown : "\"" + shown + "\"";
        }
    }

    /** A list. */
    record Sequence(List<Node> items, Place place) implements Node {
        @Override
        public String words() {
            return "a list";
        }
    }

    /** A mapping; its entries in the order of the file. */
    record Mapping(Map<String, Entry> entries, Place place) implements Node {
        /** The value of a key, or null. */
        Node get(String key) {
            Entry entry = entries.get(key);
            return entry == null ? null : entry.value();
        }

        Mapping with(String key, Entry entry) {
            Map<String, Entry> changed = new LinkedHashMap<>(entries);
            changed.put(key, entry);
            return new Mapping(changed, place);
        }

        Mapping without(String key) {
            Map<String, Entry> changed = new LinkedHashMap<>(entries);
            changed.remove(key);
            return new Mapping(changed, place);
        }

        @Override
        public String words() {
            return "a mapping";
        }
    }

    /** What could not be read; its fault has been told. */
    record Broken(Place place) implements Node {
        @Override
        public String words() {
            return "something unreadable";
        }
    }

    /**
     * A key of a mapping and its value.
     *
     * @param place the key's
     */
    record Entry(Place place, Node value) {}
}
