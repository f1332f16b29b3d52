/** The DatasetSource {@code midi}: a folder of MIDI files becomes piano rolls. */
package dev.etude.plugins.midi;
