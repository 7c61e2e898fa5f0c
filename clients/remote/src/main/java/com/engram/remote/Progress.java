package com.engram.remote;

/** A line on the terminal that tells how far the work is. Without a terminal there is none, so that logs stay short. */
final class Progress {

    private final Terminal terminal;
    private final String what;
    private final int total;
    private int done;

    Progress(Terminal terminal, String what, int total) {
        this.terminal = terminal;
        this.what = what;
        this.total = total;
    }

    synchronized void step() {
        show(done + 1);
    }

    synchronized void show(int count) {
        done = count;
        if (terminal.isInteractive()) {
            terminal.err().printf("\r%s %d of %d ", what, done, total);
            if (done >= total) {
                terminal.err().println();
            }
        }
    }
}
