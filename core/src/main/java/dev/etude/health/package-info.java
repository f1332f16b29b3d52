/** Whether a run is well: collapse named while it happens, with the figure that shows it and what to change. */
package dev.etude.health;
