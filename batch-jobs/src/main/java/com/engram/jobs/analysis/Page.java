package com.engram.jobs.analysis;

import com.engram.analysis.Lease;
import jakarta.batch.runtime.context.StepContext;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The leases that one lane has picked and not yet taken up. Lives in its step context. */
final class Page {

    private final Deque<Lease> leases = new ArrayDeque<>();

    static Page of(StepContext step) {
        return (Page) step.getTransientUserData();
    }

    void add(Collection<Lease> picked) {
        leases.addAll(picked);
    }

    boolean isEmpty() {
        return leases.isEmpty();
    }

    @Nullable Lease next() {
        return leases.poll();
    }
}
