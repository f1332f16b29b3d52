package dev.etude.benchmarks;

import dev.etude.spi.DatasetSource;
import dev.etude.spi.UserError;
import java.io.IOException;
import java.util.Arrays;

/** Reads an experiment's data on demand, as {@link WorkServer} says: {@code ReadServer CONFIG [SETTING=VALUE ...]}. */
public final class ReadServer {
    private ReadServer() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 1) {
            System.err.println("ReadServer: needs a config; see benchmarks/data");
            System.exit(2);
        }
        try {
            DatasetSource source = Workbench.experiment(
                            arguments[0], Arrays.asList(arguments).subList(1, arguments.length))
                    .data();
            WorkServer.answer(source::read);
        } catch (UserError mistake) {
            System.err.println(mistake.getMessage());
            System.exit(2);
        }
    }
}
