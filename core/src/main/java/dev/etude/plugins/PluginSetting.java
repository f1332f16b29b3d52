package dev.etude.plugins;

import java.lang.reflect.Type;
import java.util.Optional;

/**
 * One setting of a plugin.
 *
 * @param name its name in a configuration
 * @param type its Java type, as the record declares it
 * @param defaultValue the value that holds when a configuration says nothing; empty where one must be given
 * @param doc what it means, in one line; empty if the plugin does not say
 */
public record PluginSetting(String name, Type type, Optional<Object> defaultValue, String doc) {}
