package com.engram.migrations;

import java.io.IOException;

/** On the version that Engram ships. */
class SchemaOnEmbeddedPostgresTest extends SchemaTest {
    @Override
    PostgresServer startServer() throws IOException {
        return new EmbeddedServer();
    }
}
