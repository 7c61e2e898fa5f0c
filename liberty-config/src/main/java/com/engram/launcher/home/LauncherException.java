package com.engram.launcher.home;

/** A reason not to start that the user can mend. Its message is one line, shown as it is. */
public final class LauncherException extends Exception {
    private static final long serialVersionUID = 1;

    public LauncherException(String line) {
        super(line);
    }
}
