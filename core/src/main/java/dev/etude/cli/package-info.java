/**
 * The commands, as a user types them.
 *
 * <p>Begin at {@link Main}, which finds the command, and turns what goes wrong into one line and an exit code. A
 * command reads its arguments and hands them to {@code run} or {@code sweep}; what all of them stand on is the {@link
 * Project}.
 */
package dev.etude.cli;
