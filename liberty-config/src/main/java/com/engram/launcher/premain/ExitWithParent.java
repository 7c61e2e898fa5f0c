package com.engram.launcher.premain;

import java.io.IOException;
import java.time.Duration;

/**
 * A Java agent that ends its JVM when standard input ends. The launcher holds the other end of that pipe, so a child process
 * never outlives it, even when the launcher is killed.
 */
public final class ExitWithParent {
    private static final Duration GRACE = Duration.ofSeconds(8);

    private ExitWithParent() {}

    public static void premain(String arguments) {
        daemon("exit-with-parent", ExitWithParent::exitAtEndOfInput);
    }

    private static void exitAtEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (IOException e) {
            // A broken pipe also means that the launcher is gone.
        }
        daemon("halt", ExitWithParent::haltAfterGrace);
        System.exit(1);
    }

    /** Shutdown hooks may wait for requests that never end, so the JVM is halted after the grace period. */
    private static void haltAfterGrace() {
        try {
            Thread.sleep(GRACE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
