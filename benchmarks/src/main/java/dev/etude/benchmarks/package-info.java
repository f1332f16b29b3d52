/** Programs that a benchmark starts beside a peer; each does one kind of work on demand and says how long it took. */
package dev.etude.benchmarks;
