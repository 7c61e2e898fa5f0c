package com.engram.launcher.premain;

import java.io.IOException;
import java.time.Duration;

/**
 * A Java agent that ends its JVM when standard input ends. The launcher holds the other end of that pipe, so no child
 * outlives it, even when it is killed and can tell nobody.
 */
public final class ExitWithParent {
    private static final Duration GRACE = Duration.ofSeconds(8);

    private ExitWithParent() {}

    public static void premain(String arguments) {
        daemon("tether", ExitWithParent::holdOn);
    }

    private static void holdOn() {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (IOException e) {
            // The other end is gone all the same.
        }
        daemon("tether-cut", ExitWithParent::cut);
        System.exit(1);
    }

    /** Shutdown hooks may wait for requests that never end. */
    private static void cut() {
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
