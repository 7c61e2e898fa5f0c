-- A server that is started beside its database waits until it has the version the server was built for.
grant select on flyway_schema_history to engram_app;
