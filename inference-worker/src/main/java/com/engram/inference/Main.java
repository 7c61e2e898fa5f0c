package com.engram.inference;

import com.engram.inference.commands.EngramCommand;

/** Where the engine starts. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(EngramCommand.run(arguments));
    }
}
