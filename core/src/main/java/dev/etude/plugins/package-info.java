/**
 * Finding and loading plugins, on the class path and in the JARs of the {@code plugins} folder.
 *
 * <p>A {@link PluginLoader} goes through the {@link PluginKind}s, each JAR in a {@link JarClassLoader} of its own, and
 * fills a {@link PluginCatalog}: a {@link PluginInfo} for each plugin that works, and a line from {@link Reasons} for
 * each that does not.
 */
package dev.etude.plugins;
