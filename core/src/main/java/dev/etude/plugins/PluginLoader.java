package dev.etude.plugins;

import dev.etude.spi.Plugin;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Fills a list of plugins and a list of problems. */
final class PluginLoader {
    private static final String SERVICES = "META-INF/services/";
    private static final String DOORS = Plugin.class.getPackageName() + ".";
    private static final Pattern KEBAB_CASE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /** The setting that a configuration names a plugin with, so no plugin can have one of that name. */
    private static final String RESERVED = "plugin";

    private final List<PluginInfo> found;
    private final List<String> problems;

    PluginLoader(List<PluginInfo> found, List<String> problems) {
        this.found = found;
        this.problems = problems;
    }

    void load(Path folder) {
        ClassLoader classPath = PluginCatalog.class.getClassLoader();
        for (PluginKind kind : PluginKind.values()) {
            loadKind(kind, classPath, Optional.empty());
        }
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".jar"))
                    .sorted()
                    .forEach(jar -> loadJar(jar, classPath));
        } catch (IOException failure) {
            problems.add(PluginCatalog.FOLDER + ": cannot be listed (" + failure.getMessage()
                    + "); make it a folder that can be read");
        }
    }

    private void loadJar(Path jar, ClassLoader classPath) {
        Optional<String> name = Optional.of(jar.getFileName().toString());
        List<String> services;
        JarClassLoader loader;
        try {
            services = services(jar);
            loader = new JarClassLoader(jar, classPath);
        } catch (IOException | SecurityException failure) {
            report(name, Reasons.inWords(failure));
            return;
        }
        if (services.isEmpty()) {
            report(name, "has no " + SERVICES + DOORS + "* entry, so no plugin; list the plugin's class there"
                    + " (a mere library belongs in plugins/lib, named in the Class-Path of the JAR that uses it)");
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            for (String service : services) {
                Optional<PluginKind> kind = Stream.of(PluginKind.values())
                        .filter(candidate -> candidate.door().getName().equals(service))
                        .findFirst();
                if (kind.isPresent()) {
                    loadKind(kind.get(), loader, name);
                } else {
                    report(name, SERVICES + service + " is no kind of plugin that this version knows;"
                            + " correct its name, or build it against this version");
                }
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static List<String> services(Path jar) throws IOException {
        if (Files.isDirectory(jar)) {
            throw new IOException("it is a folder");
        }
        try (JarFile opened = new JarFile(jar.toFile())) {
            return opened.stream()
                    .map(entry -> entry.getName())
                    .filter(entry -> entry.startsWith(SERVICES + DOORS))
                    .map(entry -> entry.substring(SERVICES.length()))
                    .sorted()
                    .toList();
        }
    }

    private void loadKind(PluginKind kind, ClassLoader loader, Optional<String> jar) {
        Iterator<? extends ServiceLoader.Provider<?>> providers =
                ServiceLoader.load(kind.door(), loader).stream().iterator();
        String lastReason = "";
        int seen = 0;
        while (true) {
            try {
                if (!providers.hasNext()) {
                    break;
                }
                seen++;
                add(kind, providers.next().type(), jar);
            } catch (ServiceConfigurationError | LinkageError | RuntimeException failure) {
                String reason = failure instanceof UnusablePlugin ? failure.getMessage() : Reasons.inWords(failure);
                seen++;
                // A provider list that cannot be read fails in the same way for ever.
                if (reason.equals(lastReason)) {
                    break;
                }
                lastReason = reason;
                report(jar, reason);
            }
        }
        if (seen == 0 && jar.isPresent()) {
            report(jar, SERVICES + kind.door().getName() + " names no class; list the plugin's class there");
        }
    }

    private void add(PluginKind kind, Class<?> type, Optional<String> jar) {
        if (!type.isRecord()) {
            throw new UnusablePlugin(type.getName()
                    + " is not a record; make it one whose components are its settings");
        }
        Plugin plugin = type.getAnnotation(Plugin.class);
        if (plugin == null) {
            throw new UnusablePlugin(type.getName() + " has no @Plugin annotation; add @Plugin(\"its-name\")");
        }
        String name = plugin.value();
        if (!KEBAB_CASE.matcher(name).matches()) {
            throw new UnusablePlugin(type.getName() + " is named \"" + name
                    + "\"; use small letters, digits and hyphens only, such as \"my-"
                    + kind.noun().replace(' ', '-') + "\"");
        }
        PluginInfo info = new PluginInfo(kind, name, type.asSubclass(Record.class), jar);
        if (jar.isPresent()) {
            tryOut(info);
        }
        found.stream()
                .filter(other -> other.kind() == kind && other.name().equals(name))
                .findFirst()
                .ifPresent(other -> {
                    throw new UnusablePlugin("its " + kind.noun() + " \"" + name + "\" has the name of one in "
                            + other.origin() + ", which is used; rename one of them");
                });
        found.add(info);
    }

    /** What was compiled against this very core is not tried, to be quick; a JAR may be of any age. */
    private static void tryOut(PluginInfo plugin) {
        for (Method method : plugin.kind().door().getMethods()) {
            if (Modifier.isAbstract(method.getModifiers()) && isAbstractIn(plugin.type(), method)) {
                String door = plugin.kind().door().getSimpleName();
                throw new UnusablePlugin(plugin.type().getName() + " lacks the method " + method.getName()
                        + " of this version's " + door + "; build it against this version");
            }
        }
        for (var component : plugin.type().getRecordComponents()) {
            if (component.getName().equals(RESERVED)) {
                throw new UnusablePlugin(plugin.type().getName() + " has a setting named \"" + RESERVED
                        + "\", which configurations use to name the plugin; rename it");
            }
        }
        try {
            plugin.settings();
        } catch (IllegalStateException failure) {
            throw new UnusablePlugin(failure.getMessage());
        }
    }

    private static boolean isAbstractIn(Class<?> type, Method method) {
        try {
            return Modifier.isAbstract(type.getMethod(method.getName(), method.getParameterTypes()).getModifiers());
        } catch (NoSuchMethodException absent) {
            return true;
        }
    }

    private void report(Optional<String> jar, String reason) {
        problems.add(jar.map(file -> PluginCatalog.FOLDER + "/" + file).orElse("class path") + ": " + reason);
    }

    /** Carries the reason, in words, why one plugin is left out. */
    private static final class UnusablePlugin extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnusablePlugin(String reason) {
            super(reason);
        }
    }
}
