package dev.etude.config;

import dev.etude.plugins.PluginCatalog;
import dev.etude.plugins.PluginInfo;
import dev.etude.plugins.PluginKind;
import dev.etude.spi.IntRange;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lays a tree over the defaults of records. It goes on after a fault, to find the others, and marks what failed with
 * {@link #FAILED}.
 */
final class Binder {
    static final Object FAILED = new Object();

    private static final int LONGEST_SHOWN = 60;
    private static final String[] RANGE = {"from", "to"};

    private final PluginCatalog catalog;
    private final Path workingDirectory;
    private final Faults faults;

    Binder(PluginCatalog catalog, Path workingDirectory, Faults faults) {
        this.catalog = catalog;
        this.workingDirectory = workingDirectory;
        this.faults = faults;
    }

    /** The whole configuration, or {@link #FAILED}. */
    Object root(Class<?> type, Node.Mapping node) {
        Setting root = new Setting("", type, false, "");
        return section(root, node, null, node.place());
    }

    /**
     * A value.
     *
     * @param node what the configuration says; null if nothing
     * @param fallback the value if it says nothing, over which a mapping is laid; null if there is none
     * @param asker the place of the mapping that the setting belongs to
     */
    private Object value(Setting setting, Node node, Object fallback, Place asker) {
        Class<?> raw = setting.raw();
        if (raw == Optional.class) {
            return optional(setting, node, (Optional<?>) fallback, asker);
        }
        if (node == null && fallback == null) {
            faults.add(asker, setting.path(), "missing; add it: " + SettingTypes.words(setting.type())
                    + (setting.doc().isEmpty() ? "" : " (" + setting.doc() + ")"));
            return FAILED;
        }
        if (node instanceof Node.Broken) {
            return FAILED;
        }
        if (node instanceof Node.Scalar scalar && scalar.isNothing()) {
            faults.add(node.place(), setting.path(), "has no value; give it one (" + SettingTypes.words(setting.type())
                    + "), or take the key out");
            return FAILED;
        }
        Optional<PluginKind> kind = PluginKind.of(raw);
        if (kind.isPresent()) {
            return plugin(setting, kind.get(), node, fallback, asker);
        }
        if (SettingTypes.isSection(raw)) {
            return section(setting, node, fallback, asker);
        }
        if (raw == List.class) {
            return list(setting, node, (List<?>) fallback, asker);
        }
        if (SettingTypes.isMap(setting.type())) {
            return map(setting, node, (Map<?, ?>) fallback, asker);
        }
        return leaf(setting, node, fallback, asker);
    }

    private Object optional(Setting setting, Node node, Optional<?> fallback, Place asker) {
        Object inner = fallback == null ? null : fallback.orElse(null);
        if (node == null && inner == null || node instanceof Node.Scalar scalar && scalar.isNothing()) {
            return Optional.empty();
        }
        Object value = value(setting.inner("", 0), node, inner, asker);
        return value == FAILED ? FAILED : Optional.of(value);
    }

    private Object leaf(Setting setting, Node node, Object fallback, Place asker) {
        Class<?> raw = setting.raw();
        try {
            if (!SettingTypes.isLeaf(raw)) {
                throw new Scalars.Misfit(
                        "has a type that no configuration can hold (" + raw.getName() + "); its plugin has to change");
            }
            if (node == null) {
                return fallback instanceof Path path
                        ? Scalars.absolute(path, workingDirectory, setting.mustExist())
                        : fallback;
            }
            if (raw == IntRange.class) {
                return range(setting, node);
            }
            if (raw == Schedule.class) {
                return schedule(setting, node);
            }
            if (node instanceof Node.Scalar scalar) {
                return Scalars.read(scalar, raw, setting.mustExist());
            }
            throw Scalars.expected(SettingTypes.words(setting.type()), node, "write a single value");
        } catch (Scalars.Misfit misfit) {
            faults.add(node == null ? asker : node.place(), setting.path(), misfit.getMessage());
            return FAILED;
        }
    }

    private Object range(Setting setting, Node node) throws Scalars.Misfit {
        if (!(node instanceof Node.Sequence list) || list.items().size() != RANGE.length) {
            throw Scalars.expected("a range", node, "write [from, to], two whole numbers");
        }
        Object[] ends = new Object[RANGE.length];
        for (int end = 0; end < ends.length; end++) {
            Setting item = new Setting(Setting.join(setting.path(), String.valueOf(end)), int.class, false, "");
            ends[end] = value(item, list.items().get(end), null, node.place());
            if (ends[end] == FAILED) {
                return FAILED;
            }
        }
        return Records.make(IntRange.class, ends, new Object[RANGE.length], setting, node, node.place(), faults);
    }

    /** A schedule is a value of its own: what the default's says is not mixed into it. */
    private Object schedule(Setting setting, Node node) throws Scalars.Misfit {
        if (node instanceof Node.Scalar scalar && scalar.isNumber()) {
            Object value = Scalars.read(scalar, double.class, false);
            return Schedule.constant((Double) value);
        }
        if (!(node instanceof Node.Mapping mapping)) {
            throw Scalars.expected("a number or a schedule", node,
                    "write 0.5, or { from: 1, to: 0.1, shape: geometric }");
        }
        Object[] defaults = {null, null, Schedule.Shape.LINEAR, 0.0, 1.0};
        return components(setting, Schedule.class, mapping, defaults, node.place(), false);
    }

    private Object list(Setting setting, Node node, List<?> fallback, Place asker) {
        List<Object> values = new ArrayList<>();
        if (node instanceof Node.Sequence list) {
            for (int index = 0; index < list.items().size(); index++) {
                values.add(value(setting.inner(String.valueOf(index), 0), list.items().get(index), null, node.place()));
            }
        } else if (node == null || node.place().isCommandLine() && node instanceof Node.Mapping && fallback != null) {
            Node.Mapping changes = (Node.Mapping) node;
            for (int index = 0; index < fallback.size(); index++) {
                Node change = changes == null ? null : changes.get(String.valueOf(index));
                values.add(value(setting.inner(String.valueOf(index), 0), change, fallback.get(index), asker));
            }
            if (changes != null && refusesItems(setting, changes, fallback.size())) {
                return FAILED;
            }
        } else {
            String mend = node instanceof Node.Scalar scalar && scalar.text().length() < LONGEST_SHOWN
                    ? "write [" + scalar.text() + "]"
                    : "write [a, b], or a line \"- a\" for each";
            faults.add(node.place(), setting.path(), Scalars.expected("a list", node, mend).getMessage());
            return FAILED;
        }
        return values.contains(FAILED) ? FAILED : List.copyOf(values);
    }

    private boolean refusesItems(Setting setting, Node.Mapping changes, int size) {
        boolean refused = false;
        for (Map.Entry<String, Node.Entry> change : changes.entries().entrySet()) {
            if (Merge.index(change.getKey(), size) < 0) {
                faults.add(change.getValue().place(), Setting.join(setting.path(), change.getKey()),
                        Merge.noSuchItem(size));
                refused = true;
            }
        }
        return refused;
    }

    private Object map(Setting setting, Node node, Map<?, ?> fallback, Place asker) {
        if (node != null && !(node instanceof Node.Mapping)) {
            faults.add(node.place(), setting.path(),
                    Scalars.expected("a mapping", node, "write { key: value }").getMessage());
            return FAILED;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        if (fallback != null) {
            fallback.forEach((key, value) -> values.put((String) key, value));
        }
        Node.Mapping mapping = node == null ? new Node.Mapping(Map.of(), asker) : (Node.Mapping) node;
        mapping.entries().keySet().forEach(key -> values.putIfAbsent(key, null));
        values.replaceAll((key, value) -> value(setting.inner(key, 1), mapping.get(key), value, mapping.place()));
        return values.containsValue(FAILED) ? FAILED : Collections.unmodifiableMap(values);
    }

    private Object plugin(Setting setting, PluginKind kind, Node node, Object fallback, Place asker) {
        Node.Mapping settings = node instanceof Node.Mapping mapping ? mapping : null;
        Node named = settings == null ? node : settings.get(Merge.PLUGIN);
        if (named == null && fallback != null) {
            Place place = settings == null ? asker : node.place();
            return components(setting, fallback.getClass(), settings, defaultsOf(fallback), place, true);
        }
        if (named == null) {
            faults.add(node.place(), Setting.join(setting.path(), Merge.PLUGIN),
                    "missing; name " + SettingTypes.one(kind) + " (" + PluginNames.known(catalog, kind) + ")");
            return FAILED;
        }
        if (!(named instanceof Node.Scalar name) || !name.isWord()) {
            if (!(named instanceof Node.Broken)) {
                String mend = "write its name, or { plugin: name } with settings ("
                        + PluginNames.known(catalog, kind) + ")";
                faults.add(named.place(), setting.path(),
                        Scalars.expected(SettingTypes.words(setting.type()), named, mend).getMessage());
            }
            return FAILED;
        }
        Optional<PluginInfo> found = catalog.find(kind, name.text());
        if (found.isEmpty()) {
            faults.add(name.place(), setting.path(), PluginNames.unknown(catalog, kind, name.text())
                    + (name.place().isCommandLine() && name.text().contains(",") ? "; " + Scalars.SWEEP : ""));
            return FAILED;
        }
        try {
            Object[] defaults = defaultsOf(found.get().defaults());
            return components(setting, found.get().type(), settings, defaults, node.place(), true);
        } catch (IllegalStateException broken) {
            faults.add(name.place(), setting.path(),
                    name.text() + " from " + found.get().origin() + ": " + broken.getMessage());
            return FAILED;
        }
    }

    private Object section(Setting setting, Node node, Object fallback, Place asker) {
        if (node != null && !(node instanceof Node.Mapping)) {
            faults.add(node.place(), setting.path(), Scalars.expected("a mapping of settings", node,
                    "write { key: value }, or the settings below it, indented").getMessage());
            return FAILED;
        }
        Object defaults = fallback == null ? Records.withDefaults(setting.raw()).orElse(null) : fallback;
        Object[] values =
                defaults == null ? new Object[setting.raw().getRecordComponents().length] : defaultsOf(defaults);
        Place place = node == null ? asker : node.place();
        return components(setting, setting.raw(), (Node.Mapping) node, values, place, false);
    }

    private static Object[] defaultsOf(Object record) {
        return Arrays.stream(record.getClass().getRecordComponents())
                .map(component -> Records.get(record, component))
                .toArray();
    }

    private Object components(
            Setting setting, Class<?> type, Node.Mapping node, Object[] defaults, Place place, boolean isPlugin) {
        RecordComponent[] components = type.getRecordComponents();
        int before = faults.count();
        if (node != null) {
            refuseUnknown(setting, node, components, isPlugin);
        }
        Object[] values = new Object[components.length];
        for (int index = 0; index < components.length; index++) {
            Node said = node == null ? null : node.get(components[index].getName());
            values[index] = value(Setting.of(components[index], setting.path()), said, defaults[index], place);
        }
        Object made = Records.make(type, values, defaults, setting, node, place, faults);
        return faults.count() == before ? made : FAILED;
    }

    private void refuseUnknown(Setting setting, Node.Mapping node, RecordComponent[] components, boolean isPlugin) {
        List<String> known = Arrays.stream(components).map(RecordComponent::getName).toList();
        for (Map.Entry<String, Node.Entry> entry : node.entries().entrySet()) {
            String key = entry.getKey();
            if (!known.contains(key) && !(isPlugin && key.equals(Merge.PLUGIN))) {
                String hint = known.isEmpty() ? "there are none here; take it out" : Nearest.hint(key, known);
                faults.add(entry.getValue().place(), Setting.join(setting.path(), key), "unknown setting; " + hint);
            }
        }
    }
}
