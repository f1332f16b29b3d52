package dev.etude.cli;

import dev.etude.config.JsonSchema;
import dev.etude.run.Experiment;
import dev.etude.run.RunFolder;
import dev.etude.spi.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ./runner schema}. */
@Command(name = "schema", description = "Write the JSON Schema that editors check and complete configs with")
final class SchemaCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "where to write it; configs/schema.json if not said, - for the screen")
    private String file;

    @Override
    public Integer call() {
        Project project = main.project();
        String schema = JsonSchema.write(Experiment.class, project.catalog());
        if ("-".equals(file)) {
            System.out.println(schema);
            return 0;
        }
        Path target = file == null
                ? project.home().resolve("configs").resolve("schema.json")
                : project.workingDirectory().resolve(file);
        try {
            Files.writeString(target, schema.endsWith("\n") ? schema : schema + "\n");
        } catch (IOException failure) {
            throw new UserError(
                    target + ": cannot be written: " + RunFolder.reason(failure)
                            + "; ./runner schema FILE writes elsewhere",
                    failure);
        }
        project.console().say("Wrote " + target);
        return 0;
    }
}
