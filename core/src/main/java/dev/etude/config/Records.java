package dev.etude.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes records apart and puts them together. */
final class Records {
    /** {@code channels: must be at least 1, was 0}; also {@code layers.0.width: …}. */
    private static final Pattern COMPONENT_FIRST = Pattern.compile("([\\w]+)((?:\\.\\w+)*): (.*)", Pattern.DOTALL);

    /** A constructor's reason for not making a record. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        private final int component;
        private final String path;

        Refused(int component, String path, String reason) {
            super(reason);
            this.component = component;
            this.path = path;
        }

        /** The index of the component that is to blame; -1 if it is no single one. */
        int component() {
            return component;
        }

        /** The key of what is to blame within the record; empty if it is the whole. */
        String path() {
            return path;
        }
    }

    private Records() {}

    static Object get(Object record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(
                    "cannot read " + component.getName() + " of " + record.getClass().getName(), failure);
        }
    }

    /** A record as its constructor without arguments makes it; empty if it has none. */
    static Optional<Object> withDefaults(Class<?> type) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return Optional.of(constructor.newInstance());
        } catch (NoSuchMethodException absent) {
            return Optional.empty();
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException("the defaults of " + type.getName() + " fail", failure);
        }
    }

    /**
     * Calls the constructor. A component that it refuses is told, and its default put in its place, so that the
     * constructor can refuse others too.
     *
     * @param values the components; {@link Binder#FAILED} where the fault has been told
     * @param defaults the components by default; null where there is none
     * @param node what was said; may be null
     * @param place where to tell what no value is to blame for
     * @return the record, or {@link Binder#FAILED}
     */
    static Object make(
            Class<?> type,
            Object[] values,
            Object[] defaults,
            Setting setting,
            Node node,
            Place place,
            Faults faults) {
        Object[] attempt = values.clone();
        for (int index = 0; index < attempt.length; index++) {
            if (attempt[index] == Binder.FAILED) {
                attempt[index] = defaults[index];
                if (attempt[index] == null) {
                    return Binder.FAILED;
                }
            }
        }
        while (true) {
            try {
                return construct(type, attempt);
            } catch (Refused refusal) {
                int index = refusal.component();
                Place where = node == null ? place : placeOf(node, refusal.path());
                if (index < 0 || attempt[index] == values[index]) {
                    faults.add(where, Setting.join(setting.path(), refusal.path()).replaceFirst("\\.$", ""),
                            refusal.getMessage());
                }
                if (index < 0 || defaults[index] == null || attempt[index] == defaults[index]) {
                    return Binder.FAILED;
                }
                attempt[index] = defaults[index];
            }
        }
    }

    private static Object construct(Class<?> type, Object[] values) throws Refused {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(type.getClassLoader());
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException failure) {
            throw refusal(type, components, failure.getCause());
        } catch (ReflectiveOperationException | LinkageError failure) {
            throw new Refused(-1, "", fault(type, failure));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Refused refusal(Class<?> type, RecordComponent[] components, Throwable cause) {
        if (!(cause instanceof IllegalArgumentException) || cause.getMessage() == null) {
            return new Refused(-1, "", fault(type, cause));
        }
        Matcher message = COMPONENT_FIRST.matcher(cause.getMessage());
        if (message.matches()) {
            for (int index = 0; index < components.length; index++) {
                if (components[index].getName().equals(message.group(1))) {
                    return new Refused(index, message.group(1) + message.group(2), message.group(3));
                }
            }
        }
        return new Refused(-1, "", cause.getMessage());
    }

    private static String fault(Class<?> type, Throwable cause) {
        return type.getSimpleName() + " fails with these settings (" + cause + "); tell its author, or use another";
    }

    /** The place of a value within a mapping or list; of the nearest value around it that was said. */
    private static Place placeOf(Node node, String path) {
        Node found = node;
        for (String key : path.split("\\.")) {
            Node next = null;
            if (found instanceof Node.Mapping mapping) {
                next = mapping.get(key);
            } else if (found instanceof Node.Sequence list && Merge.index(key, list.items().size()) >= 0) {
                next = list.items().get(Integer.parseInt(key));
            }
            if (next == null) {
                break;
            }
            found = next;
        }
        return found.place();
    }
}
