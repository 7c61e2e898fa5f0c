package com.engram.migrations;

import org.flywaydb.core.api.FlywayException;

/** The database holds a schema that this release does not know. Nothing in it was changed. */
public final class SchemaRefusedException extends FlywayException {
    private static final long serialVersionUID = 1;

    SchemaRefusedException(String why) {
        super(why);
    }
}
