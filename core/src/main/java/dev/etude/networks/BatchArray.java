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
    private final Map<Long, INDArray> byBatch = new HashMap<>();
    private long[] rowShape = {};
    private INDArray memory;
    private INDArray last;
    private long lastBatch;

    BatchArray(DataType type) {
        this.type = type;
    }

    /**
     * The array of a shape [batch, …], contiguous and row-major. Row r lies at the same place whatever the batch; new
     * memory is zero, else it holds what was last written.
     */
    INDArray of(long... shape) {
        if (!Arrays.equals(rowShape, 0, rowShape.length, shape, 1, shape.length)) {
            close();
            rowShape = Arrays.copyOfRange(shape, 1, shape.length);
        }
        if (last == null || lastBatch != shape[0]) {
            last = byBatch.get(shape[0]);
            lastBatch = shape[0];
            if (last == null) {
                last = create(shape);
            }
        }
        return last;
    }

    /** The address of {@link #of}. */
    long at(long... shape) {
        return Kernels.address(of(shape));
    }

    void close() {
        byBatch.clear();
        last = null;
        if (memory != null) {
            memory.close();
            memory = null;
        }
    }

    @SuppressWarnings("try")
    private INDArray create(long[] shape) {
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            long length = Arrays.stream(shape).reduce(1, Math::multiplyExact);
            if (memory == null || memory.length() < length) {
                close();
                memory = Nd4j.create(type, length);
            } else if (byBatch.size() == REMEMBERED_SIZES) {
                byBatch.clear();
            }
            INDArray array = Nd4j.create(memory.data(), shape.clone(), Nd4j.getStrides(shape, 'c'), 0, 'c');
            byBatch.put(shape[0], array);
            return array;
        }
    }
}
