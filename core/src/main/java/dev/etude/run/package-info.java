/**
 * One experiment, run: its folder, its journal, its checkpoints, and the wiring of everything that takes part.
 *
 * <p>Begin at {@link Runs}. An {@link Experiment} is the whole config, a {@link Rehearsal} tries what it names on its
 * data, {@link RunModule} wires it, and {@link ExperimentRun} goes through it from the first step to the report: a
 * {@link Sampler} draws, an {@link Evaluator} measures, the {@link Journal} keeps the figures, a {@link SampleRenderer}
 * makes files, {@link Checkpoints} are written, and {@link TrackerFeed} follows. All of it lands in a {@link
 * RunFolder}, which others read as a {@link FolderRecord}. To go on with an {@link EarlierRun}, it must be what it was.
 * {@link Drawing} comes back later for more music: a {@link Selection} of samples, or a {@link Walk} between them.
 */
package dev.etude.run;
