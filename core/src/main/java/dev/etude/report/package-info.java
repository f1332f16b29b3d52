/**
 * What one would show a friend: a page to hear, see and read a run by.
 *
 * <p>{@link Report} reads {@link RunFacts} from the run folder, gathers what is shown in a {@link Page} ({@link Story},
 * {@link Samples}, {@link FigureTable}, {@link Curves}), and lets a {@link Template} write it.
 */
package dev.etude.report;
