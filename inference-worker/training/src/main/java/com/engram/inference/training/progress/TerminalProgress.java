package com.engram.inference.training.progress;

import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** Shows progress on standard error: a bar for each task, and messages as lines. */
public final class TerminalProgress implements ProgressListener, AutoCloseable {
    private @Nullable ProgressBar bar;
    private String shownTask = "";

    @Override
    public void message(String text) {
        close();
        System.err.println(text);
    }

    @Override
    public void step(String task, int done, int total) {
        ProgressBar current = bar;
        if (current == null || !task.equals(shownTask)) {
            close();
            current = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(total)
                    .setUpdateIntervalMillis(500)
                    .build();
            bar = current;
            shownTask = task;
        }
        current.stepTo(done);
    }

    @Override
    public void epoch(String run, int number, double loss) {
        message(String.format(Locale.ROOT, "%s, epoch %d: loss %.4f", run, number, loss));
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
