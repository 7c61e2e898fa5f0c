package com.engram.jobs.chunks;

import com.engram.tenancy.JobScope;
import com.engram.tenancy.Scope;
import jakarta.batch.api.chunk.AbstractItemReader;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads ids in ascending order, page by page, each page in a short transaction. The checkpoint is the last id read. */
public abstract class IdReader extends AbstractItemReader {

    private static final UUID BEFORE_ALL = new UUID(0, 0);
    private static final int PAGE_SIZE = 100;

    private final Deque<UUID> page = new ArrayDeque<>();
    private UUID last = BEFORE_ALL;

    /** The next ids after the given one, in ascending order, at most {@code limit}. */
    protected abstract List<UUID> listAfter(UUID id, int limit);

    @Override
    public void open(@Nullable Serializable checkpoint) {
        last = checkpoint == null ? BEFORE_ALL : (UUID) checkpoint;
    }

    @Override
    public @Nullable UUID readItem() {
        if (page.isEmpty()) {
            try (Scope.Entered ignored = JobScope.enterOperator()) {
                page.addAll(listAfter(last, PAGE_SIZE));
            }
        }
        UUID next = page.poll();
        if (next != null) {
            last = next;
        }
        return next;
    }

    @Override
    public Serializable checkpointInfo() {
        return last;
    }
}
