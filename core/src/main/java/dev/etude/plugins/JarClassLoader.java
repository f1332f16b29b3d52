package dev.etude.plugins;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;

/**
 * The classes of one plugin JAR and of what its manifest's {@code Class-Path} names. It looks there first, so that a
 * plugin can bring a library in another version than Etude's; only what a plugin and Etude exchange is always Etude's.
 */
final class JarClassLoader extends URLClassLoader {
    private static final List<String> SHARED =
            List.of("org.nd4j.", "org.deeplearning4j.", "org.bytedeco.", "org.slf4j.", "dev.etude.");

    /** Packages below this one are plugins' own; the package itself is core's. */
    private static final String PLUGIN_PACKAGES = PluginCatalog.class.getPackageName() + ".";

    private static final String DOORS = "META-INF/services/dev.etude.spi.";
    private static final String NAME = "plugin ";

    static {
        registerAsParallelCapable();
    }

    JarClassLoader(Path jar, ClassLoader parent) throws MalformedURLException {
        super(NAME + jar.getFileName(), new URL[] {jar.toUri().toURL()}, parent);
    }

    /** The JAR of a class loader, by the loader's name, which stack traces tell; empty if it is none of these. */
    static Optional<String> jarOf(String loaderName) {
        return loaderName != null && loaderName.startsWith(NAME)
                ? Optional.of(loaderName.substring(NAME.length()))
                : Optional.empty();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> found = findLoadedClass(name);
            if (found == null && !isShared(name)) {
                found = fromJdk(name);
                if (found == null) {
                    found = ownClass(name);
                }
            }
            if (found == null) {
                return super.loadClass(name, resolve);
            }
            if (resolve) {
                resolveClass(found);
            }
            return found;
        }
    }

    @Override
    public URL getResource(String name) {
        URL own = findResource(name);
        return own == null ? super.getResource(name) : own;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> found = new ArrayList<>(Collections.list(findResources(name)));
        if (!name.startsWith(DOORS)) {
            found.addAll(Collections.list(getParent().getResources(name)));
        }
        return Collections.enumeration(found);
    }

    private static boolean isShared(String name) {
        if (name.startsWith("java.")) {
            return true;
        }
        boolean pluginsOwn = name.startsWith(PLUGIN_PACKAGES) && name.indexOf('.', PLUGIN_PACKAGES.length()) > 0;
        return !pluginsOwn && SHARED.stream().anyMatch(name::startsWith);
    }

    private static Class<?> fromJdk(String name) {
        try {
            return ClassLoader.getPlatformClassLoader().loadClass(name);
        } catch (ClassNotFoundException absent) {
            return null;
        }
    }

    private Class<?> ownClass(String name) throws ClassNotFoundException {
        try {
            return findClass(name);
        } catch (ClassNotFoundException absent) {
            if (absent.getCause() != null) {
                throw absent;
            }
            return null;
        }
    }
}
