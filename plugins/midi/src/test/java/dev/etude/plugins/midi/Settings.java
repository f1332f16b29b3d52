package dev.etude.plugins.midi;

import dev.etude.spi.Dataset;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The source's settings by name, laid over its defaults as a configuration lays them. */
final class Settings {
    private final Map<String, Object> values = new LinkedHashMap<>();

    private Settings() throws ReflectiveOperationException {
        MidiSource defaults = new MidiSource();
        for (RecordComponent component : MidiSource.class.getRecordComponents()) {
            values.put(component.getName(), component.getAccessor().invoke(defaults));
        }
    }

    static Settings of(Path folder) throws ReflectiveOperationException {
        return new Settings().with("folder", folder);
    }

    Settings with(String name, Object value) {
        if (!values.containsKey(name)) {
            throw new IllegalArgumentException("no setting " + name);
        }
        values.put(name, value);
        return this;
    }

    MidiSource source() throws ReflectiveOperationException {
        Class<?>[] types = Arrays.stream(MidiSource.class.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class[]::new);
        try {
            return MidiSource.class.getConstructor(types).newInstance(values.values().toArray());
        } catch (InvocationTargetException refused) {
            throw (RuntimeException) refused.getCause();
        }
    }

    Dataset read() throws ReflectiveOperationException {
        return source().read();
    }
}
