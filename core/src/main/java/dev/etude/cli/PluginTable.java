package dev.etude.cli;

import dev.etude.config.ConfigWriter;
import dev.etude.plugins.PluginCatalog;
import dev.etude.plugins.PluginInfo;
import dev.etude.plugins.PluginKind;
import dev.etude.plugins.PluginSetting;
import dev.etude.run.Console;
import java.util.List;

/** The list that {@code ./runner plugins} prints. */
final class PluginTable {
    private final PluginCatalog catalog;

    PluginTable(PluginCatalog catalog) {
        this.catalog = catalog;
    }

    void print(Console console) {
        for (PluginKind kind : PluginKind.values()) {
            List<PluginInfo> plugins = catalog.plugins(kind);
            if (plugins.isEmpty()) {
                continue;
            }
            console.say(kind.key());
            for (PluginInfo plugin : plugins) {
                String version = plugin.version().isEmpty() ? "" : " " + plugin.version();
                console.say("  " + plugin.name() + "  (" + plugin.origin() + version + ")");
                console.say("      " + plugin.doc());
                for (PluginSetting setting : plugin.settings()) {
                    console.say("      " + setting.name() + ": "
                            + setting.defaultValue().map(ConfigWriter::inline).orElse("must be given")
                            + (setting.doc().isEmpty() ? "" : "   # " + setting.doc()));
                }
            }
            console.say("");
        }
        if (!catalog.problems().isEmpty()) {
            console.say("not usable");
            catalog.problems().forEach(problem -> console.say("  " + problem));
        }
    }
}
