package com.engram.jobs.analysis;

import com.engram.analysis.queue.WorkQueued;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes the partitions that wait for work when the queue has grown. */
@ApplicationScoped
class WorkSignal {

    private final Lock lock = new ReentrantLock();
    private final Condition signalled = lock.newCondition();
    private long signals;
    private boolean stopping;

    void onWorkQueued(@Observes WorkQueued event) {
        lock.lock();
        try {
            signals++;
            signalled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @PreDestroy
    void stop() {
        lock.lock();
        try {
            stopping = true;
            signalled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isStopping() {
        lock.lock();
        try {
            return stopping;
        } finally {
            lock.unlock();
        }
    }

    /** How many signals there were so far. */
    long signalCount() {
        lock.lock();
        try {
            return signals;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there were more signals than that, until the server stops, or until the time is over. */
    void awaitAfter(long count, Duration timeout) throws InterruptedException {
        lock.lock();
        try {
            long remaining = timeout.toNanos();
            while (signals == count && !stopping && remaining > 0) {
                remaining = signalled.awaitNanos(remaining);
            }
        } finally {
            lock.unlock();
        }
    }
}
