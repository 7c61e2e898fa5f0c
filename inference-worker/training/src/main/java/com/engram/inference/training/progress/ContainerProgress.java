package com.engram.inference.training.progress;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Prints progress for a log without a terminal: one line per message, per tenth of a task, and per metric, as {@code metric
 * NAME=VALUE}. SageMaker finds metrics in the log by regular expressions.
 */
public final class ContainerProgress implements ProgressListener {
    private static final int PARTS = 10;

    private final PrintStream out;

    /** Prints to {@code out}. */
    public ContainerProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public void message(String text) {
        out.println(text);
    }

    @Override
    public void step(String task, int done, int total) {
        if (done == total || done * PARTS / total > (done - 1) * PARTS / total) {
            out.println(task + ": " + done + " of " + total);
        }
    }

    @Override
    public void epoch(String run, int number, double loss) {
        out.println(run + ", epoch " + number);
        metric("train_loss", loss);
    }

    @Override
    public void metric(String name, double value) {
        if (!Double.isNaN(value)) {
            out.println(String.format(Locale.ROOT, "metric %s=%.6f", name, value));
        }
    }
}
