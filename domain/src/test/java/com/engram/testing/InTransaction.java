package com.engram.testing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.function.Supplier;

/** Runs work in a transaction, for what a test does itself. */
@ApplicationScoped
public class InTransaction {

    /** What came of the work; it is committed unless it throws. */
    @Transactional
    public <T> T call(Supplier<T> work) {
        return work.get();
    }
}
