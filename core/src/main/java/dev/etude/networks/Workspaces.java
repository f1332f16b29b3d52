package dev.etude.networks;

import java.util.concurrent.atomic.AtomicLong;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.ResetPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The memory that DL4J's own layers allocate at each call, in workspaces, so that it is used again and not left to the
 * garbage collector.
 *
 * <p>Backward passes need what the forward pass allocated. Closing a workspace may free it, so the forward one stays
 * open (though not the current one) until the next forward pass.
 */
final class Workspaces implements AutoCloseable {
    private static final AtomicLong NEXT = new AtomicLong();

    private static final WorkspaceConfiguration CONFIGURATION = WorkspaceConfiguration.builder()
            .initialSize(0)
            .overallocationLimit(0.05)
            .policyAllocation(AllocationPolicy.OVERALLOCATE)
            .policyLearning(LearningPolicy.FIRST_LOOP)
            .policyReset(ResetPolicy.BLOCK_LEFT)
            .policySpill(SpillPolicy.REALLOCATE)
            .build();

    private final String forward;
    private final String backward;
    private final String working;
    private final LayerWorkspaceMgr forwardManager;
    private final LayerWorkspaceMgr backwardManager;
    private MemoryWorkspace open;

    Workspaces() {
        String prefix = "ETUDE_" + NEXT.getAndIncrement();
        forward = prefix + "_FORWARD";
        backward = prefix + "_BACKWARD";
        working = prefix + "_WORKING";
        String loop = prefix + "_LOOP";
        forwardManager = manager(loop)
                .defaultWorkspace(forward, CONFIGURATION)
                .build();
        backwardManager = manager(loop)
                .with(ArrayType.INPUT, forward, CONFIGURATION)
                .with(ArrayType.ACTIVATIONS, working, CONFIGURATION)
                .defaultWorkspace(backward, CONFIGURATION)
                .build();
    }

    LayerWorkspaceMgr forwardManager() {
        return forwardManager;
    }

    LayerWorkspaceMgr backwardManager() {
        return backwardManager;
    }

    /** Begins a forward pass: what the last one allocated is given up. Close what it returns at the pass's end. */
    Runnable enterForward() {
        close();
        MemoryWorkspace outer = Nd4j.getMemoryManager().getCurrentWorkspace();
        open = workspace(forward).notifyScopeEntered();
        return () -> Nd4j.getMemoryManager().setCurrentWorkspace(outer);
    }

    /** Holds what one backward pass allocates until it is closed. */
    MemoryWorkspace enterBackward() {
        return workspace(backward).notifyScopeEntered();
    }

    /** Holds what one vertex allocates for itself until it is closed. */
    MemoryWorkspace enterVertex() {
        return workspace(working).notifyScopeEntered();
    }

    @Override
    public void close() {
        if (open != null) {
            open.setPreviousWorkspace(Nd4j.getMemoryManager().getCurrentWorkspace());
            open.close();
            open = null;
        }
    }

    private LayerWorkspaceMgr.Builder manager(String loop) {
        return LayerWorkspaceMgr.builder()
                .with(ArrayType.FF_WORKING_MEM, working, CONFIGURATION)
                .with(ArrayType.BP_WORKING_MEM, working, CONFIGURATION)
                .with(ArrayType.RNN_FF_LOOP_WORKING_MEM, loop, CONFIGURATION)
                .with(ArrayType.RNN_BP_LOOP_WORKING_MEM, loop, CONFIGURATION);
    }

    private static MemoryWorkspace workspace(String name) {
        return Nd4j.getWorkspaceManager().getWorkspaceForCurrentThread(CONFIGURATION, name);
    }
}
