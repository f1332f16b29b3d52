package dev.etude.config;

import dev.etude.spi.IntRange;
import dev.etude.spi.Plugin;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes settings as a configuration says them: with every default, every path absolute. */
public final class ConfigWriter {
    private ConfigWriter() {}

    /** The whole record as YAML, which {@link ConfigReader} reads back as an equal record. */
    public static String yaml(Record record) {
        return YamlLayout.block(tree(record));
    }

    /**
     * One value in a line, as in {@code key=value}: {@code 32}, {@code [-3, 3]},
     * {@code { plugin: conv, channels: 32 }}.
     */
    public static String inline(Object value) {
        return YamlLayout.inline(tree(value));
    }

    /**
     * The whole record, flattened, in its own order: {@code critic} to {@code conv}, {@code critic.channels} to
     * {@code 32}, {@code augmentation.0.semitones} to {@code [-3, 3]}. Texts stand without quotes.
     */
    public static Map<String, String> flat(Record record) {
        Map<String, String> flat = new LinkedHashMap<>();
        flatten("", record, flat);
        return flat;
    }

    private static void flatten(String path, Object value, Map<String, String> flat) {
        if (value instanceof Record record && SettingTypes.isSection(record.getClass())) {
            pluginName(record).ifPresent(name -> flat.put(path, name));
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                flatten(Setting.join(path, component.getName()), Records.get(record, component), flat);
            }
        } else if (value instanceof Optional<?> optional && optional.isPresent()) {
            flatten(path, optional.get(), flat);
        } else if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            map.forEach((key, inner) -> flatten(Setting.join(path, (String) key), inner, flat));
        } else if (value instanceof List<?> list && list.stream().anyMatch(ConfigWriter::isSection)) {
            for (int index = 0; index < list.size(); index++) {
                flatten(Setting.join(path, String.valueOf(index)), list.get(index), flat);
            }
        } else {
            Object leaf = tree(value);
            flat.put(path, leaf instanceof String text ? text : YamlLayout.inline(leaf));
        }
    }

    private static boolean isSection(Object value) {
        return SettingTypes.isSection(value.getClass()) || value instanceof Map;
    }

    private static Optional<String> pluginName(Record record) {
        return Optional.ofNullable(record.getClass().getAnnotation(Plugin.class)).map(Plugin::value);
    }

    /** A value as maps, lists, texts, numbers, truths and null: the shape that YAML has. */
    static Object tree(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(ConfigWriter::tree).orElse(null);
        }
        if (value instanceof IntRange range) {
            return List.of(range.from(), range.to());
        }
        if (value instanceof Schedule schedule && schedule.isConstant()) {
            return schedule.from();
        }
        if (value instanceof Record record) {
            return section(record);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ConfigWriter::tree).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> tree = new LinkedHashMap<>();
            map.forEach((key, inner) -> tree.put((String) key, tree(inner)));
            return tree;
        }
        if (value instanceof Enum<?> constant) {
            return SettingTypes.word(constant);
        }
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }

    private static Object section(Record record) {
        Optional<String> plugin = pluginName(record);
        RecordComponent[] components = record.getClass().getRecordComponents();
        if (plugin.isPresent() && components.length == 0) {
            return plugin.get();
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        plugin.ifPresent(name -> tree.put(Merge.PLUGIN, name));
        for (RecordComponent component : components) {
            tree.put(component.getName(), tree(Records.get(record, component)));
        }
        return tree;
    }
}
