package com.engram.jobs.analysis;

import com.engram.analysis.queue.WorkQueued;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes the lanes that linger when the queue has grown. */
@ApplicationScoped
class WorkSignal {

    private final Lock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private long rings;
    private boolean stopping;

    void ring(@Observes WorkQueued news) {
        lock.lock();
        try {
            rings++;
            rung.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @PreDestroy
    void stop() {
        lock.lock();
        try {
            stopping = true;
            rung.signalAll();
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

    /** How often it has rung. */
    long rings() {
        lock.lock();
        try {
            return rings;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it has rung more often than that, or until the time is up. */
    void awaitAfter(long heard, Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (rings == heard && !stopping && left > 0) {
                left = rung.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
