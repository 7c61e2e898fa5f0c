package com.engram.migrations;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** On the oldest supported version. Skipped where Debian's package postgresql-15 is not installed. */
@EnabledIfSystemProperty(named = "all", matches = ".*", disabledReason = "takes a minute; ./engram test --all")
class SchemaOnPostgres15Test extends SchemaTest {
    @TempDir
    static Path folder;

    @Override
    PostgresServer startServer() throws IOException, InterruptedException {
        assumeTrue(Debian15Server.isInstalled(), "Debian's package postgresql-15 is not installed");
        return Debian15Server.start(folder);
    }
}
