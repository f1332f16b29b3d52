package dev.etude.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ./runner plugins}. */
@Command(name = "plugins", description = "List every plugin: kind, name, settings with their defaults, version, JAR")
final class PluginsCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        Project project = new Project();
        new PluginTable(project.catalog()).print(project.console());
        return 0;
    }
}
