/** Chord progressions from Roman numerals: data that need no files, and the files that the shipped configs read. */
package dev.etude.plugins.progressions;
