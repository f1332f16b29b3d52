package dev.etude.health;

/**
 * An ailment from where it was seen first to where it was seen last.
 *
 * @param from the training step of the first measurement that showed it
 * @param to the training step of the last one that did
 * @param passed whether a later measurement no longer showed it
 * @param evidence the figures that show it, as they were at first
 */
public record Episode(Ailment ailment, long from, long to, boolean passed, String evidence) {}
