/** Many runs as one question: sweeps over lists of settings, and the comparison of what came out. */
package dev.etude.sweep;
