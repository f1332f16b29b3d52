package dev.etude.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names a plugin: {@code @Plugin("conv")}.
 *
 * <p>A plugin is a public record that implements one of the interfaces of this package and is named in
 * {@code META-INF/services}. Its components are its settings, each described by {@link Doc}; its public constructor
 * without arguments holds their defaults; its compact constructor checks them and throws
 * {@link IllegalArgumentException} with a message of the form {@code "channels: must be at least 1, was 0"}. It keeps
 * no state: what it needs of a run comes as an argument of each call.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Plugin {
    /** The name that a configuration says, in kebab-case; unique among the plugins of its kind. */
    String value();
}
