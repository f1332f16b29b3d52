package dev.etude.plugins;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Every plugin that can be used, and in words why others cannot.
 *
 * <p>Immutable. The classes of plugins stay loaded for the life of the process.
 */
public final class PluginCatalog {
    static final String FOLDER = "plugins";

    private final List<PluginInfo> plugins;
    private final List<String> problems;

    private PluginCatalog(List<PluginInfo> plugins, List<String> problems) {
        this.plugins = List.copyOf(plugins);
        this.problems = List.copyOf(problems);
    }

    /**
     * Finds the plugins of the class path and of each {@code *.jar} directly in a folder, in the order of their names.
     * A JAR that cannot be used spoils only itself. Of two plugins with one name, the first found is used.
     *
     * @param pluginsFolder the folder; it may be absent
     */
    public static PluginCatalog load(Path pluginsFolder) {
        List<PluginInfo> found = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        new PluginLoader(found, problems).load(pluginsFolder);
        found.sort(Comparator.comparing(PluginInfo::kind).thenComparing(PluginInfo::name));
        return new PluginCatalog(found, problems);
    }

    /** All plugins, by kind and then by name. */
    public List<PluginInfo> plugins() {
        return plugins;
    }

    /** The plugins of a kind, by name. */
    public List<PluginInfo> plugins(PluginKind kind) {
        return plugins.stream().filter(plugin -> plugin.kind() == kind).toList();
    }

    /** The plugin of a kind with a name; empty if there is none. */
    public Optional<PluginInfo> find(PluginKind kind, String name) {
        return plugins.stream()
                .filter(plugin -> plugin.kind() == kind && plugin.name().equals(name))
                .findFirst();
    }

    /** The plugin whose class is {@code type}; empty if there is none. */
    public Optional<PluginInfo> find(Class<?> type) {
        return plugins.stream().filter(plugin -> plugin.type() == type).findFirst();
    }

    /**
     * The plugin of a JAR that code failed in: the one whose JAR is nearest to where it was thrown. Empty if none took
     * part.
     */
    public Optional<PluginInfo> culprit(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        List<StackTraceElement> frames = List.of(root.getStackTrace());
        Optional<String> jar = frames.stream()
                .flatMap(frame -> JarClassLoader.jarOf(frame.getClassLoaderName()).stream())
                .findFirst();
        List<PluginInfo> suspects = plugins.stream()
                .filter(plugin -> jar.isPresent() && plugin.jar().equals(jar))
                .toList();
        return suspects.stream()
                .filter(plugin ->
                        frames.stream().anyMatch(frame -> frame.getClassName().equals(plugin.type().getName())))
                .findFirst()
                .or(() -> suspects.stream().findFirst());
    }

    /** What could not be used, a line each: {@code plugins/x.jar: what is wrong; what mends it}. */
    public List<String> problems() {
        return problems;
    }
}
