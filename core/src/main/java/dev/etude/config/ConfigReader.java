package dev.etude.config;

import dev.etude.plugins.PluginCatalog;
import dev.etude.spi.UserError;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads configurations: YAML laid over the defaults of a record, strictly.
 *
 * <p>The components of the record are the settings: numbers, truths, texts, enums (in kebab-case), paths, lists, maps,
 * optional values, further records, {@link dev.etude.spi.IntRange}, {@link Schedule}, and the interfaces of plugins.
 * Defaults are what the constructor without arguments gives; a setting whose default is null must be said. A file that
 * {@code extends} others is laid over them, and the overrides over all: mappings merge, everything else is replaced,
 * and naming another plugin replaces all settings of the one before.
 */
public final class ConfigReader {
    private final PluginCatalog catalog;

    public ConfigReader(PluginCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Reads a file.
     *
     * @param type the record that the whole file is
     * @param file the file, as the user wrote it
     * @param overrides settings of the command line, such as {@code critic.channels=64}
     * @param workingDirectory what {@code file} and the paths of the overrides are relative to; those in a file are
     *     relative to it
     * @throws UserError with every fault, a line each: {@code file:line:column: key.path: what is wrong; what to do}
     */
    public <T extends Record> T read(Class<T> type, Path file, List<String> overrides, Path workingDirectory) {
        Faults faults = new Faults();
        Optional<Node.Mapping> said = new Composition(workingDirectory, faults).read(file);
        Node.Mapping changes = Overrides.read(overrides, workingDirectory, faults);
        if (said.isEmpty()) {
            faults.throwIfAny();
        }
        return bind(type, said.orElseThrow(), changes, workingDirectory, faults);
    }

    /**
     * Reads those settings of a file that a record has; the others are left alone, whatever is wrong with them.
     *
     * @throws UserError as {@link #read(Class, Path, List, Path)} does
     */
    public <T extends Record> T readPart(Class<T> type, Path file, Path workingDirectory) {
        Faults faults = new Faults();
        Optional<Node.Mapping> said = new Composition(workingDirectory, faults).read(file);
        if (said.isEmpty()) {
            faults.throwIfAny();
        }
        Map<String, Node.Entry> part = new LinkedHashMap<>(said.orElseThrow().entries());
        part.keySet().retainAll(Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList());
        Node.Mapping nothing = new Node.Mapping(Map.of(), Place.commandLine(workingDirectory));
        return bind(type, new Node.Mapping(part, said.get().place()), nothing, workingDirectory, faults);
    }

    /**
     * Reads settings that stand on the command line alone, over the defaults of a record.
     *
     * @throws UserError as {@link #read(Class, Path, List, Path)} does
     */
    public <T extends Record> T read(Class<T> type, List<String> overrides, Path workingDirectory) {
        Faults faults = new Faults();
        Node.Mapping changes = Overrides.read(overrides, workingDirectory, faults);
        Node.Mapping nothing = new Node.Mapping(Map.of(), Place.commandLine(workingDirectory));
        return bind(type, nothing, changes, workingDirectory, faults);
    }

    private <T> T bind(Class<T> type, Node.Mapping said, Node.Mapping changes, Path workingDirectory, Faults faults) {
        Node.Mapping whole = (Node.Mapping) new Merge(faults).merge(said, changes, "");
        Object bound = new Binder(catalog, workingDirectory, faults).root(type, whole);
        faults.throwIfAny();
        return type.cast(bound);
    }
}
