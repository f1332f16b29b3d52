/** The doors: the interfaces that plugins implement, and the few types in their signatures. */
package dev.etude.spi;
