package dev.etude.config;

import dev.etude.spi.Doc;
import dev.etude.spi.MustExist;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;

/**
 * One setting on its way.
 *
 * @param path its key, such as {@code critic.channels}
 * @param type its declared type
 * @param mustExist whether paths in it have to lead to something
 * @param doc what it means; may be empty
 */
record Setting(String path, Type type, boolean mustExist, String doc) {
    static Setting of(RecordComponent component, String parent) {
        Doc doc = component.getAnnotation(Doc.class);
        return new Setting(join(parent, component.getName()), component.getGenericType(),
                component.isAnnotationPresent(MustExist.class), doc == null ? "" : doc.value());
    }

    Setting inner(String name, int argument) {
        return new Setting(name.isEmpty() ? path : join(path, name), SettingTypes.argument(type, argument), mustExist,
                doc);
    }

    /** A key within another; the root's is empty. */
    static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    Class<?> raw() {
        return SettingTypes.raw(type);
    }
}
