package com.engram.jobs.analysis;

import com.engram.analysis.backends.Task;
import com.engram.analysis.queue.Lease;
import jakarta.batch.runtime.context.StepContext;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The leases of one lane: those it has still to take up, and all that it has not recorded. Lives in its step context. */
final class LeasePage {

    private final Task task;
    private final Deque<Lease> leases = new ArrayDeque<>();

    /** By token, with the reading of the machine's timer at which each was picked. */
    private final Map<UUID, Long> held = new ConcurrentHashMap<>();

    LeasePage(Task task) {
        this.task = task;
    }

    Task task() {
        return task;
    }

    static LeasePage of(StepContext step) {
        return (LeasePage) step.getTransientUserData();
    }

    void add(Collection<Lease> picked) {
        leases.addAll(picked);
        picked.forEach(lease -> held.put(lease.token(), System.nanoTime()));
    }

    boolean isEmpty() {
        return leases.isEmpty();
    }

    @Nullable Lease next() {
        return leases.poll();
    }

    void recorded(Lease lease) {
        held.remove(lease.token());
    }

    /** Tokens of what was picked and not recorded. */
    Map<UUID, Long> held() {
        return held;
    }
}
