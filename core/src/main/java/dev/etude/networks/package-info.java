/**
 * Ordinary DL4J configurations behind {@code Generator} and {@code Critic}, and layers that make them fast.
 *
 * <p>Begin at {@link Networks}, the door. It makes a {@link NetworkGenerator} or a {@link NetworkCritic}, each a {@link
 * Network}, which walks over the vertices of a DL4J graph. A {@link Vertex} is one of DL4J's own ({@link StockVertex})
 * or a layer of this package ({@link FastVertex}). Those layers come in pairs: {@link RowDense} configures, {@link
 * RowDenseLayer} computes, with the arithmetic of {@link Kernels}, which divides the work over {@link TwoThreads}.
 */
package dev.etude.networks;
