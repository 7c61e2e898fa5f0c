package com.engram.launcher;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Prints to the terminal what happens, one line each. */
final class Progress {
    private final PrintStream out;

    Progress(PrintStream out) {
        this.out = out;
    }

    /** Prints how long a step took. */
    void duration(String what, Duration time) {
        line(String.format(Locale.ROOT, "  %-17s %5.1f s", what, time.toMillis() / 1000.0));
    }

    void line(String line) {
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }
}
