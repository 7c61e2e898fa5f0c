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

    /** Runs work in a transaction and returns its result. It is committed unless the work throws. */
    @Transactional
    public <T> T call(Supplier<T> work) {
        return work.get();
    }
}
