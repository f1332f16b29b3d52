/** Pieces become windows, windows become batches; some pieces are held out of all of it. */
package dev.etude.data;
