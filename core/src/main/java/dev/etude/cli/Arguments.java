package dev.etude.cli;

import dev.etude.spi.UserError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The {@code name=value} arguments of a command that has no configuration file. */
final class Arguments {
    private final String command;
    private final Map<String, String> values = new LinkedHashMap<>();

    /**
     * @throws UserError if an argument is not of this form, unknown, or given twice
     */
    Arguments(String command, List<String> arguments, List<String> known) {
        this.command = command;
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals <= 0) {
                throw new UserError(command + ": \"" + argument
                        + "\" is not of the form setting=value; known settings: "
                        + String.join(", ", known));
            }
            String name = argument.substring(0, equals);
            if (!known.contains(name)) {
                throw new UserError(
                        command + ": unknown setting \"" + name + "\"; known settings: " + String.join(", ", known));
            }
            if (values.put(name, argument.substring(equals + 1)) != null) {
                throw new UserError(command + ": " + name + " is given twice; keep one");
            }
        }
    }

    /** A value as it was typed. */
    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** A whole number in a range, both ends included. */
    long wholeNumber(String name, long otherwise, long low, long high) {
        String text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= low && number <= high) {
                return number;
            }
        } catch (NumberFormatException notWhole) {
            // Told below, with the range.
        }
        throw new UserError(command + ": " + name + ": must be a whole number"
                + (low == Long.MIN_VALUE ? "" : " from " + low + " to " + high) + ", was \"" + text + "\"");
    }
}
