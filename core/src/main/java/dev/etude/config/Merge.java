package dev.etude.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Lays one tree over another. Mappings merge key by key, everything else is replaced, and a mapping that names another
 * plugin replaces the whole mapping. On the command line {@code augmentation.0.semitones=[-2, 2]} reaches into a list.
 */
final class Merge {
    static final String PLUGIN = "plugin";

    private final Faults faults;

    Merge(Faults faults) {
        this.faults = faults;
    }

    /** {@code over} laid over {@code base}; {@code path} is the setting that both are values of. */
    Node merge(Node base, Node over, String path) {
        if (base instanceof Node.Mapping below && over instanceof Node.Mapping above) {
            return keepsPlugin(below, above) ? mappings(below, above, path) : above;
        }
        if (base instanceof Node.Scalar name && name.isWord() && over instanceof Node.Mapping above) {
            return above.get(PLUGIN) == null ? named(name, above) : above;
        }
        if (base instanceof Node.Mapping below && over instanceof Node.Scalar name) {
            return name.isWord() && name.text().equals(pluginName(below)) ? below : over;
        }
        if (base instanceof Node.Sequence list && over instanceof Node.Mapping above && above.place().isCommandLine()) {
            return items(list, above, path);
        }
        return base instanceof Node.Broken && over instanceof Node.Mapping ? base : over;
    }

    /** The plugin that a mapping names; null if it names none. */
    static String pluginName(Node.Mapping mapping) {
        return mapping.get(PLUGIN) instanceof Node.Scalar name ? name.text() : null;
    }

    private static boolean keepsPlugin(Node.Mapping below, Node.Mapping above) {
        // One override may name the plugin and another, which stands before it, a setting of it.
        boolean sameCommand = below.get(PLUGIN) == null && below.place().isCommandLine();
        boolean sameName = pluginName(above) != null && pluginName(above).equals(pluginName(below));
        return above.get(PLUGIN) == null || sameCommand || sameName;
    }

    private static Node.Mapping named(Node.Scalar name, Node.Mapping settings) {
        return new Node.Mapping(settings.with(PLUGIN, new Node.Entry(name.place(), name)).entries(), name.place());
    }

    private Node.Mapping mappings(Node.Mapping below, Node.Mapping above, String path) {
        Place place = above.place().isCommandLine() ? below.place() : above.place();
        Node.Mapping merged = new Node.Mapping(below.entries(), place);
        for (Map.Entry<String, Node.Entry> entry : above.entries().entrySet()) {
            Node lower = below.get(entry.getKey());
            Node.Entry upper = entry.getValue();
            Node value = lower == null
                    ? upper.value()
                    : merge(lower, upper.value(), Setting.join(path, entry.getKey()));
            merged = merged.with(entry.getKey(), new Node.Entry(upper.place(), value));
        }
        return merged;
    }

    private Node.Sequence items(Node.Sequence list, Node.Mapping above, String path) {
        List<Node> items = new ArrayList<>(list.items());
        for (Map.Entry<String, Node.Entry> entry : above.entries().entrySet()) {
            int index = index(entry.getKey(), items.size());
            if (index < 0) {
                faults.add(entry.getValue().place(), Setting.join(path, entry.getKey()), noSuchItem(items.size()));
            } else {
                items.set(index, merge(items.get(index), entry.getValue().value(), Setting.join(path, entry.getKey())));
            }
        }
        return new Node.Sequence(items, list.place());
    }

    /** The position that a key of the command line names in a list; -1 if there is none. */
    static int index(String key, int size) {
        if (!key.matches("\\d{1,6}")) {
            return -1;
        }
        int index = Integer.parseInt(key);
        return index < size ? index : -1;
    }

    static String noSuchItem(int size) {
        return size == 0
                ? "the list is empty; give the whole list, such as [a, b]"
                : "the list has no such item; they are numbered 0 to " + (size - 1);
    }
}
