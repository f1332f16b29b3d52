/**
 * Many runs as one question: sweeps over lists of settings, and the comparison of what came out.
 *
 * <p>{@link Sweep}: {@link SettingLists} become a {@link SweepPlan} in a {@link SweepFolder}; {@link SweepLoop} keeps a
 * {@link RunProcess} going for each run, and {@link SweepTable} says where they stand. {@link Comparing}: {@link
 * Grouping} sorts {@link ComparedRun}s, a {@link Comparison} estimates means and differences with {@link Bootstrap},
 * and {@link ComparisonTable} and {@link ComparisonPage} show them.
 */
package dev.etude.sweep;
