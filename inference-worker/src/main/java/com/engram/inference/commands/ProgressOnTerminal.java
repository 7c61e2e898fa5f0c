package com.engram.inference.commands;

import com.engram.inference.training.Progress;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** Shows a training as bars on a terminal's error stream; what is worth a line gets one. */
final class ProgressOnTerminal implements Progress, AutoCloseable {
    private @Nullable ProgressBar bar;
    private String shown = "";

    @Override
    public void say(String line) {
        close();
        System.err.println(line);
    }

    @Override
    public void step(String what, int done, int of) {
        ProgressBar current = bar;
        if (current == null || !what.equals(shown)) {
            close();
            current = new ProgressBarBuilder()
                    .setTaskName(what)
                    .setInitialMax(of)
                    .setUpdateIntervalMillis(500)
                    .build();
            bar = current;
            shown = what;
        }
        current.stepTo(done);
    }

    @Override
    public void epoch(String run, int number, double loss) {
        say(String.format(Locale.ROOT, "%s, epoch %d: loss %.4f", run, number, loss));
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
