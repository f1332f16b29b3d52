/**
 * YAML to records and back, and every fault with its place.
 *
 * <p>Begin at {@link ConfigReader}. {@link YamlText} reads a file into a tree of {@link Node}s, each with its {@link
 * Place}; {@link Composition} lays it over those that it extends, and {@link Overrides} come on top, all by {@link
 * Merge}; {@link Binder} lays the tree over the defaults of records, with {@link Scalars} for single values. What is
 * wrong on the way gathers in {@link Faults}. {@link ConfigWriter} goes the other way, and {@link JsonSchema} tells
 * editors what may be said.
 */
package dev.etude.config;
