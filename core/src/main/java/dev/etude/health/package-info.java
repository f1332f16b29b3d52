/**
 * Whether a run is well: collapse named while it happens, with the figure that shows it and what to change.
 *
 * <p>{@link Vitals} are taken of each measured set of rows; {@link Health} compares them with those of real music and
 * keeps the {@link Episode}s of each {@link Ailment}; {@link Collapse} ends a run that was told to end by one.
 */
package dev.etude.health;
