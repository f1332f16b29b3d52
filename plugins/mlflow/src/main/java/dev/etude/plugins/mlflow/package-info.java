/** Tracker {@code mlflow}: brings an MLflow server up to date with run folders, and starts one on this machine. */
package dev.etude.plugins.mlflow;
