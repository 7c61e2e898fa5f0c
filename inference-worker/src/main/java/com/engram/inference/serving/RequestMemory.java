package com.engram.inference.serving;

import java.util.concurrent.Semaphore;

/** Limits the memory for the bodies and files of concurrent requests. A request waits until its share is free. */
final class RequestMemory {
    /** The largest accepted image file, in bytes. */
    static final int MAX_FILE_BYTES = 64 << 20;

    /** The largest accepted JSON body, in bytes. It is so small that JSON bodies cannot use up the memory for files. */
    static final int MAX_REQUEST_BYTES = 1 << 20;

    private static final int TOTAL_BYTES = 2 * MAX_FILE_BYTES;

    private final Semaphore free = new Semaphore(TOTAL_BYTES, true);

    /** An empty reservation for a request. */
    Reservation reserve() {
        return new Reservation();
    }

    /** The memory of one request; it is released by {@link #close()}. */
    final class Reservation implements AutoCloseable {
        private int reserved;

        /**
         * Waits until that much memory is free and adds it to the reservation.
         *
         * @param bytes the length of a file; negative if it is unknown, which reserves the maximum
         */
        void add(long bytes) throws InterruptedException {
            int requested = (int) (bytes < 0 ? MAX_FILE_BYTES : Math.min(bytes, MAX_FILE_BYTES));
            free.acquire(requested);
            reserved += requested;
        }

        @Override
        public void close() {
            free.release(reserved);
            reserved = 0;
        }
    }
}
