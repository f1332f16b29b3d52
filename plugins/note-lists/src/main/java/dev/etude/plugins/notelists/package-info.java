/** The DatasetSource {@code note-lists}: lists of MIDI pitches in a JSON file become piano rolls. */
package dev.etude.plugins.notelists;
