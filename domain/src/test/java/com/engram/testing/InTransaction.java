package com.engram.testing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.function.Supplier;

/** Runs work in a transaction, for what a test does itself. */
@ApplicationScoped
public class InTransaction {

    /** Whether the thread has a transaction. */
    public boolean isActive() {
        return Container.isInTransaction();
    }

    /** What came of the work; it is committed unless it throws. */
    @Transactional
    public <T> T call(Supplier<T> work) {
        return work.get();
    }
}
