package com.engram.inference.serving;

import java.util.concurrent.Semaphore;

/** Memory for the files of requests under way: who finds none left waits, so that no crowd of large images fills the heap. */
final class RequestMemory {
    /** The largest file that is taken. */
    static final int LARGEST_FILE = 64 << 20;

    /** The largest request in JSON. As many as may be present leave room for a file. */
    static final int LARGEST_ORDER = 1 << 20;

    private static final int ALL = 2 * LARGEST_FILE;

    private final Semaphore free = new Semaphore(ALL, true);

    /** One request's part of the room; nothing yet. */
    Share share() {
        return new Share();
    }

    /** What one request has taken, until it is closed. */
    final class Share implements AutoCloseable {
        private int taken;

        /** Waits for so many bytes; a length that is not known, below zero, counts as the largest. */
        void take(long bytes) throws InterruptedException {
            int wanted = (int) (bytes < 0 ? LARGEST_FILE : Math.min(bytes, LARGEST_FILE));
            free.acquire(wanted);
            taken += wanted;
        }

        @Override
        public void close() {
            free.release(taken);
            taken = 0;
        }
    }
}
