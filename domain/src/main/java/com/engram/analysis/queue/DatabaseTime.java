package com.engram.analysis.queue;

import com.engram.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;

/** The database's time. The queue uses no other, so that the clocks of the servers need not agree. */
@ApplicationScoped
public class DatabaseTime {

    private final Database database;

    @Inject
    DatabaseTime(Database database) {
        this.database = database;
    }

    /** The start of the current transaction. */
    @Transactional(TxType.MANDATORY)
    public Instant now() {
        return database.sql("select now()").get(Instant.class);
    }
}
