package com.engram.inference.commands;

import java.util.concurrent.Callable;

/**
 * A command that another module adds to the command line. Implementations are picocli commands, are listed in {@code
 * META-INF/services} and return their exit code.
 */
public interface AdditionalCommand extends Callable<Integer> {}
