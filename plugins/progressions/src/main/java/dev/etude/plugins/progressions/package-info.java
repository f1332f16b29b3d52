/** Chord progressions from Roman numerals: a data set that needs no files, and the files that the shipped configs read. */
package dev.etude.plugins.progressions;
