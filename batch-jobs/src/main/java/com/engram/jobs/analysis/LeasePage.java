package com.engram.jobs.analysis;

import com.engram.analysis.queue.Lease;
import com.engram.analysis.scorers.Task;
import jakarta.batch.runtime.context.StepContext;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The leases of one partition: those that are not yet processed, and those that are not yet recorded. */
final class LeasePage {

    private final Task task;
    private final Deque<Lease> unprocessed = new ArrayDeque<>();

    /** The tokens, each with {@link System#nanoTime} at which its lease was picked. */
    private final Map<UUID, Long> unrecorded = new ConcurrentHashMap<>();

    LeasePage(Task task) {
        this.task = task;
    }

    Task task() {
        return task;
    }

    /** The page that the reader of a step keeps in the step's context. */
    static LeasePage forStep(StepContext step) {
        return (LeasePage) step.getTransientUserData();
    }

    void add(Collection<Lease> picked) {
        unprocessed.addAll(picked);
        picked.forEach(lease -> unrecorded.put(lease.token(), System.nanoTime()));
    }

    boolean isEmpty() {
        return unprocessed.isEmpty();
    }

    @Nullable Lease next() {
        return unprocessed.poll();
    }

    void markRecorded(Lease lease) {
        unrecorded.remove(lease.token());
    }

    /** The tokens of the leases that were picked and not recorded, with the times at which they were picked. */
    Map<UUID, Long> unrecorded() {
        return unrecorded;
    }
}
