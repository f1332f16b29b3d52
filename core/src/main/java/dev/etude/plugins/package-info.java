/** Finding and loading plugins, on the class path and in the JARs of the {@code plugins} folder. */
package dev.etude.plugins;
