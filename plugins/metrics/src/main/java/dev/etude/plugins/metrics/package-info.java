/** Metrics: chords, chord-sequences, wrong-notes, tonality, rhythm, diversity and copies. */
package dev.etude.plugins.metrics;
