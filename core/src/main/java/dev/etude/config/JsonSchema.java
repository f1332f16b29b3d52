package dev.etude.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.etude.plugins.PluginCatalog;
import dev.etude.plugins.PluginInfo;
import dev.etude.plugins.PluginKind;
import dev.etude.spi.Doc;
import dev.etude.spi.IntRange;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Describes a configuration as JSON Schema 2020-12, for editors. Nothing is required in it, since a file may leave
 * anything to those that it extends and to the command line.
 */
public final class JsonSchema {
    private static final String DEFINITIONS = "#/$defs/";
    private static final String SCHEDULE = "schedule";

    private final PluginCatalog catalog;
    private final Map<String, Object> definitions = new LinkedHashMap<>();

    private JsonSchema(PluginCatalog catalog) {
        this.catalog = catalog;
    }

    /** The schema of files that are a record, with the plugins of a catalog. */
    public static String write(Class<? extends Record> type, PluginCatalog catalog) {
        return json(new JsonSchema(catalog).document(type));
    }

    private Map<String, Object> document(Class<? extends Record> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(Composition.EXTENDS, map(
                "description", "files that this one is laid over, relative to it; later ones win",
                "type", List.of("string", "array"),
                "items", map("type", "string")));
        properties.putAll(properties(type, Records.withDefaults(type).orElse(null)));
        Map<String, Object> document = map("$schema", "https://json-schema.org/draft/2020-12/schema");
        document.putAll(section(type, properties));
        document.put("$defs", definitions);
        return document;
    }

    private Map<String, Object> properties(Class<?> type, Object defaults) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Object value = defaults == null ? null : Records.get(defaults, component);
            Map<String, Object> property = new LinkedHashMap<>();
            Doc doc = component.getAnnotation(Doc.class);
            if (doc != null) {
                property.put("description", doc.value());
            }
            property.putAll(schema(component.getGenericType(), value));
            Object tree = ConfigWriter.tree(value);
            if (tree != null) {
                property.put("default", tree);
            }
            properties.put(component.getName(), property);
        }
        return properties;
    }

    private Map<String, Object> schema(Type type, Object defaults) {
        Class<?> raw = SettingTypes.raw(type);
        Optional<PluginKind> kind = PluginKind.of(raw);
        if (kind.isPresent()) {
            return kind(kind.get());
        }
        if (SettingTypes.isSection(raw)) {
            Object whole = defaults == null ? Records.withDefaults(raw).orElse(null) : defaults;
            return section(raw, properties(raw, whole));
        }
        if (raw == Optional.class) {
            return map("anyOf", List.of(schema(SettingTypes.argument(type, 0), null), map("type", "null")));
        }
        if (raw == List.class) {
            return map("type", "array", "items", schema(SettingTypes.argument(type, 0), null));
        }
        if (raw == Map.class) {
            return map("type", "object", "additionalProperties", schema(SettingTypes.argument(type, 1), null));
        }
        if (raw == IntRange.class) {
            return map("type", "array", "items", map("type", "integer"), "minItems", 2, "maxItems", 2);
        }
        return raw == Schedule.class ? schedule() : single(raw);
    }

    private static Map<String, Object> single(Class<?> raw) {
        if (raw.isEnum()) {
            return map("enum", SettingTypes.words(raw));
        }
        if (SettingTypes.isWhole(raw)) {
            return map("type", "integer");
        }
        if (SettingTypes.isReal(raw)) {
            return map("type", "number");
        }
        return SettingTypes.isTruth(raw) ? map("type", "boolean") : map("type", List.of("string", "number"));
    }

    private Map<String, Object> schedule() {
        if (!definitions.containsKey(SCHEDULE)) {
            Map<String, Object> properties = properties(Schedule.class, null);
            definitions.put(SCHEDULE, map(
                    "description", "a number, or how it changes over training",
                    "type", List.of("number", "object"),
                    "properties", properties,
                    "additionalProperties", false));
        }
        return map("$ref", DEFINITIONS + SCHEDULE);
    }

    /** The name alone, or a mapping whose settings depend on the plugin that it names. */
    private Map<String, Object> kind(PluginKind kind) {
        Map<String, Object> reference = map("$ref", DEFINITIONS + kind.key());
        if (definitions.containsKey(kind.key())) {
            return reference;
        }
        // Entered before its plugins are, since they may have plugins of the same kind.
        Map<String, Object> definition = new LinkedHashMap<>();
        definitions.put(kind.key(), definition);
        List<PluginInfo> plugins = catalog.plugins(kind);
        Map<String, Object> named = plugins.isEmpty()
                ? map()
                : map("enum", plugins.stream().map(PluginInfo::name).toList());
        List<Object> choices = new ArrayList<>();
        for (PluginInfo plugin : plugins) {
            Map<String, Object> name = map(Merge.PLUGIN, map("const", plugin.name()));
            choices.add(map(
                    "if", map("properties", name, "required", List.of(Merge.PLUGIN)),
                    "then", map("$ref", DEFINITIONS + plugin(plugin))));
        }
        definition.putAll(map(
                "description", "the name of " + SettingTypes.one(kind) + ", or { plugin: name } with its settings",
                "type", List.of("string", "object"),
                "if", map("type", "string"),
                "then", named,
                "else", map("properties", map(Merge.PLUGIN, named))));
        if (!choices.isEmpty()) {
            definition.put("allOf", choices);
        }
        return reference;
    }

    private String plugin(PluginInfo plugin) {
        String name = plugin.kind().key() + "." + plugin.name();
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(Merge.PLUGIN, map("const", plugin.name()));
        properties.putAll(properties(plugin.type(), plugin.defaults()));
        definitions.put(name, described(plugin.type(), map("properties", properties, "additionalProperties", false)));
        return name;
    }

    private static Map<String, Object> section(Class<?> type, Map<String, Object> properties) {
        return described(type, map("type", "object", "properties", properties, "additionalProperties", false));
    }

    private static Map<String, Object> described(Class<?> type, Map<String, Object> schema) {
        Doc doc = type.getAnnotation(Doc.class);
        Map<String, Object> described = doc == null ? map() : map("description", doc.value());
        described.putAll(schema);
        return described;
    }

    private static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int index = 0; index < keysAndValues.length; index += 2) {
            map.put((String) keysAndValues[index], keysAndValues[index + 1]);
        }
        return map;
    }

    private static String json(Object tree) {
        StringWriter out = new StringWriter();
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter layout = new DefaultPrettyPrinter().withObjectIndenter(lines);
        try (JsonGenerator generator = new JsonFactory().createGenerator(out).setPrettyPrinter(layout)) {
            write(tree, generator);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.append('\n').toString();
    }

    private static void write(Object tree, JsonGenerator generator) throws IOException {
        if (tree instanceof Map<?, ?> map) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                generator.writeFieldName((String) entry.getKey());
                write(entry.getValue(), generator);
            }
            generator.writeEndObject();
        } else if (tree instanceof List<?> list) {
            generator.writeStartArray();
            for (Object item : list) {
                write(item, generator);
            }
            generator.writeEndArray();
        } else if (tree == null) {
            generator.writeNull();
        } else {
            generator.writePOJO(tree);
        }
    }
}
