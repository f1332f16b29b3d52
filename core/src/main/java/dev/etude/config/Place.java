package dev.etude.config;

import java.nio.file.Path;

/**
 * Where something of a configuration was said.
 *
 * @param source the file as the user wrote it, or {@code command line}
 * @param line the line, from 1; 0 for a source as a whole
 * @param column the column, from 1
 * @param folder what relative paths said there are relative to
 */
record Place(String source, int line, int column, Path folder) {
    static final String COMMAND_LINE = "command line";

    static Place commandLine(Path folder) {
        return new Place(COMMAND_LINE, 0, 0, folder);
    }

    boolean isCommandLine() {
        return source.equals(COMMAND_LINE);
    }

    Place at(int newLine, int newColumn) {
        return isCommandLine() ? this : new Place(source, newLine, newColumn, folder);
    }

    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
