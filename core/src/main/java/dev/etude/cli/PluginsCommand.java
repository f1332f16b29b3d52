package dev.etude.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code ./runner plugins}. */
@Command(name = "plugins", description = "List every plugin: kind, name, settings with their defaults, version, JAR")
final class PluginsCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Override
    public Integer call() {
        Project project = main.project();
        new PluginTable(project.catalog()).print(project.console());
        return 0;
    }
}
