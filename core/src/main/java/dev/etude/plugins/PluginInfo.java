package dev.etude.plugins;

import dev.etude.spi.Doc;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A plugin that was found: its class, and where it comes from. What the class says of itself is read when asked for.
 *
 * @param kind its kind
 * @param name the name that a configuration says
 * @param type its class, a record
 * @param jar the file name of the JAR in the {@code plugins} folder; empty for one on the class path
 */
public record PluginInfo(PluginKind kind, String name, Class<? extends Record> type, Optional<String> jar) {
    /** What it does, in one line; empty if it does not say. */
    public String doc() {
        Doc doc = type.getAnnotation(Doc.class);
        return doc == null ? "" : doc.value();
    }

    /** The version in the manifest of its JAR ({@code Implementation-Version}); empty if there is none. */
    public String version() {
        String version = type.getPackage().getImplementationVersion();
        return version == null ? "" : version;
    }

    /** Where it comes from, for people: {@code built in}, or {@code plugins/conv.jar}. */
    public String origin() {
        return jar.map(file -> PluginCatalog.FOLDER + "/" + file).orElse("built in");
    }

    /** Its settings in the order of the record, with their defaults. */
    public List<PluginSetting> settings() {
        Record defaults = defaults();
        return Arrays.stream(type.getRecordComponents())
                .map(component -> setting(component, defaults))
                .toList();
    }

    /**
     * The plugin with its defaults.
     *
     * @throws IllegalStateException if its constructor fails; a plugin of a JAR was tried when it was loaded
     */
    public Record defaults() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(type.getClassLoader());
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError | StackOverflowError failure) {
            throw new IllegalStateException(Reasons.inWords(failure), failure);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static PluginSetting setting(RecordComponent component, Record defaults) {
        Doc doc = component.getAnnotation(Doc.class);
        Object value;
        try {
            value = component.getAccessor().invoke(defaults);
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(Reasons.inWords(failure), failure);
        }
        return new PluginSetting(
                component.getName(),
                component.getGenericType(),
                Optional.ofNullable(value),
                doc == null ? "" : doc.value());
    }
}
