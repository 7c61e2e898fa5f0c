package com.engram.database;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Gives a statement the connection to run on. */
@FunctionalInterface
interface StatementRunner {

    /**
     * Runs work that executes a statement.
     *
     * @param sql the statement, for the message of a failure
     */
    <T> T run(String sql, Function<Handle, T> work);
}
