/** The commands, as a user types them. */
package dev.etude.cli;
