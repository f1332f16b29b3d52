/** Music without a neural network in sight: piano rolls, streams of notes, chords, keys. */
package dev.etude.music;
