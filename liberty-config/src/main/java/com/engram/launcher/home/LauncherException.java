package com.engram.launcher.home;

/** A problem that the user can solve. Its message is one line and is shown as it is. */
public final class LauncherException extends Exception {
    private static final long serialVersionUID = 1;

    public LauncherException(String line) {
        super(line);
    }
}
