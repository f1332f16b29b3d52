package dev.etude.config;

import dev.etude.plugins.PluginCatalog;
import dev.etude.plugins.PluginInfo;
import dev.etude.plugins.PluginKind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says which plugins there are, for a configuration that names none of them. */
final class PluginNames {
    private PluginNames() {}

    /** {@code known: conv, fc built in; mine from plugins/my.jar}. */
    static String known(PluginCatalog catalog, PluginKind kind) {
        Map<String, List<String>> byOrigin = catalog.plugins(kind).stream()
                .collect(Collectors.groupingBy(
                        PluginInfo::origin,
                        LinkedHashMap::new,
                        Collectors.mapping(PluginInfo::name, Collectors.toList())));
        return byOrigin.isEmpty()
                ? "none is known"
                : "known: " + byOrigin.entrySet().stream()
                        .map(entry -> String.join(", ", entry.getValue())
                                + (entry.getKey().startsWith("plugins/") ? " from " : " ") + entry.getKey())
                        .collect(Collectors.joining("; "));
    }

    static String unknown(PluginCatalog catalog, PluginKind kind, String name) {
        List<String> names = catalog.plugins(kind).stream().map(PluginInfo::name).toList();
        Optional<PluginKind> other = Arrays.stream(PluginKind.values())
                .filter(candidate -> catalog.find(candidate, name).isPresent())
                .findFirst();
        String hint = Nearest.to(name, names).map(near -> "did you mean \"" + near + "\"? ").orElse("")
                + other.map(found -> "that is the name of " + SettingTypes.one(found) + ". ").orElse("");
        String broken = catalog.problems().isEmpty()
                ? ""
                : "; not loaded: " + String.join(" | ", catalog.problems());
        String list = known(catalog, kind) + "; a JAR put into plugins/ adds more" + broken;
        return "unknown " + kind.noun() + " \"" + name + "\"; " + (hint.isEmpty() ? list : hint + "(" + list + ")");
    }
}
