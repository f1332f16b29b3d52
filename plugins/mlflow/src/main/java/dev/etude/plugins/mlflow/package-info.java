/**
 * Tracker {@code mlflow}: brings an MLflow server up to date with run folders, and starts one on this machine.
 *
 * <p>Begin at {@link MlflowTracker}. To send: a {@link Connection} to an {@link Address}; {@link RunFinder} finds the
 * MLflow run; {@link Transfer} sends what a {@link Portrait} says, and the figures and files that the {@link Ledger}
 * does not know of; {@link SweepParent} puts the run below its sweep. To show: {@link Installation} installs MLflow,
 * {@link LocalServer} runs it, {@link Gallery} fills it. What goes wrong is told by {@link Trouble}.
 */
package dev.etude.plugins.mlflow;
