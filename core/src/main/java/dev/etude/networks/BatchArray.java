package dev.etude.networks;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Memory for one array of a network, used again at each call: nothing is allocated once the largest batch and each size
 * of batch have been seen. It matters because ND4J frees what it allocates only after garbage collections, which a
 * training loop hardly causes.
 */
final class BatchArray {
    /** Sizes of batches that are remembered; training needs two or three. */
    private static final int REMEMBERED_SIZES = 16;

    private final DataType type;
    private final long[] rowShape;
    private final long rowLength;
    private final Map<Long, INDArray> byBatch = new HashMap<>();
    private INDArray memory;

    /** @param rowShape the shape of one row: all sizes but the batch's */
    BatchArray(DataType type, long... rowShape) {
        this.type = type;
        this.rowShape = rowShape.clone();
        this.rowLength = Arrays.stream(rowShape).reduce(1, Math::multiplyExact);
    }

    /** The array [batch, rowShape], contiguous and row-major; new memory is zero, else it holds what was last written. */
    INDArray of(long batch) {
        INDArray array = byBatch.get(batch);
        return array != null ? array : create(batch);
    }

    void close() {
        byBatch.clear();
        if (memory != null) {
            memory.close();
            memory = null;
        }
    }

    @SuppressWarnings("try")
    private INDArray create(long batch) {
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            if (memory == null || memory.length() < batch * rowLength) {
                close();
                memory = Nd4j.create(type, batch * rowLength);
            } else if (byBatch.size() == REMEMBERED_SIZES) {
                byBatch.clear();
            }
            long[] shape = new long[rowShape.length + 1];
            shape[0] = batch;
            System.arraycopy(rowShape, 0, shape, 1, rowShape.length);
            INDArray array = Nd4j.create(memory.data(), shape, Nd4j.getStrides(shape, 'c'), 0, 'c');
            byBatch.put(batch, array);
            return array;
        }
    }
}
