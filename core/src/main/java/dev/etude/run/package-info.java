/** One experiment, run: its folder, its journal, its checkpoints, and the wiring of everything that takes part. */
package dev.etude.run;
