package com.engram.inference;

import com.engram.inference.commands.EngramCommand;

/** The main class of the engine. */
public final class Main {
    private Main() {}

    /** Runs the command that the arguments name, see {@link EngramCommand}. */
    public static void main(String[] arguments) {
        System.exit(EngramCommand.run(arguments));
    }
}
