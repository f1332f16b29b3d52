/**
 * Pieces become windows; some pieces are held out of all of it.
 *
 * <p>{@link TrainingData} splits a data set as {@link WindowSettings} say, and draws the windows that networks learn
 * from. {@link WindowIndex} is the way back: which window a generated row is, or is nearest to.
 */
package dev.etude.data;
