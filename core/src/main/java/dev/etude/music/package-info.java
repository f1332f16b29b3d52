/**
 * Music without a neural network in sight.
 *
 * <p>A {@link PianoRoll} becomes a {@link Stream} of {@link GeneralNote}s; {@link KeyAnalysis} finds its {@link Key},
 * and a {@link Part} cuts it into {@link Measure}s, which {@link TextView} and {@link MusicXml} write. {@link
 * ChordSymbol} names what sounds together. On the way to the ear, a {@link MidiPerformance} is what a synthesizer
 * plays, and a {@link Recording} what comes out.
 */
package dev.etude.music;
