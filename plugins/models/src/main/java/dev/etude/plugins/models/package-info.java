/** The built-in networks: generators {@code random} and {@code fc}, critics {@code fc} and {@code conv}. */
package dev.etude.plugins.models;
