package dev.etude.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.spi.Doc;
import dev.etude.spi.Plugin;
import dev.etude.spi.UserError;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What every plugin is, whatever it does: a record with a name, defaults and descriptions that the service loader
 * finds.
 *
 * @param <P> the interface that the plugin implements
 */
public abstract class PluginContract<P> {
    static final Pattern KEBAB_CASE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private final Class<P> door;

    PluginContract(Class<P> door) {
        this.door = door;
    }

    /** The plugin with the settings to be tested; called at least once a test. */
    protected abstract P plugin() throws Exception;

    /** The plugin's name, as a configuration says it. */
    protected final String name() throws Exception {
        Plugin name = plugin().getClass().getAnnotation(Plugin.class);
        assertNotNull(name, plugin().getClass() + " needs @Plugin(\"its-name\")");
        return name.value();
    }

    @Test
    final void isAPublicRecord() throws Exception {
        Class<?> type = plugin().getClass();
        assertTrue(type.isRecord(), type + " must be a record, whose components are its settings");
        assertTrue(Modifier.isPublic(type.getModifiers()), type + " must be public");
    }

    @Test
    final void hasANameInKebabCase() throws Exception {
        assertTrue(KEBAB_CASE.matcher(name()).matches(), "@Plugin(\"" + name() + "\") must be kebab-case");
    }

    @Test
    final void describesItselfAndEachSetting() throws Exception {
        Class<?> type = plugin().getClass();
        assertDescribes(type.getAnnotation(Doc.class), type.getSimpleName());
        assertNotNull(type.getRecordComponents(), type + " must be a record");
        for (RecordComponent setting : type.getRecordComponents()) {
            assertDescribes(setting.getAnnotation(Doc.class), type.getSimpleName() + "." + setting.getName());
        }
    }

    @Test
    final void hasAPublicConstructorWithTheDefaults() throws Exception {
        Class<?> type = plugin().getClass();
        assertEquals(
                type.getConstructor().newInstance(),
                type.getConstructor().newInstance(),
                type + " has defaults that change");
    }

    @Test
    final void isFoundByTheServiceLoader() throws Exception {
        Class<?> type = plugin().getClass();
        assertTrue(
                ServiceLoader.load(door, type.getClassLoader()).stream().anyMatch(provider -> provider.type() == type),
                "META-INF/services/" + door.getName() + " must have the line " + type.getName());
    }

    /** Checks that a user's mistake is told as one: in one line that begins with the plugin's name. */
    final void assertPlain(UserError error) throws Exception {
        assertTrue(
                error.getMessage() != null && error.getMessage().startsWith(name() + ": ")
                        && oneLine(error.getMessage()),
                "a refusal is one line that begins with the plugin's name, not \"" + error.getMessage() + "\"");
    }

    static boolean oneLine(String text) {
        return text != null && !text.isBlank() && text.lines().count() == 1;
    }

    private static void assertDescribes(Doc doc, String what) {
        assertNotNull(doc, what + " needs a @Doc");
        assertTrue(oneLine(doc.value()), "the @Doc of " + what + " must be one line");
        assertFalse(doc.value().endsWith("."), "the @Doc of " + what + " must not end with a full stop");
    }
}
