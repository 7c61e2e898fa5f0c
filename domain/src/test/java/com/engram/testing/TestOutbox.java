package com.engram.testing;

import com.engram.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Reads the emails that were queued. */
@ApplicationScoped
public class TestOutbox {

    private final Database database;
    private final TestTenants tenants;
    private final InTransaction inTransaction;

    @Inject
    TestOutbox(Database database, TestTenants tenants, InTransaction inTransaction) {
        this.database = database;
        this.tenants = tenants;
        this.inTransaction = inTransaction;
    }

    /** The subjects of all emails to an address, the oldest first. */
    public List<String> subjects(String recipient) {
        return read("select subject from outbox_email where recipient = :recipient order by created_at, id", recipient);
    }

    /** The texts of all emails to an address, the oldest first. */
    public List<String> bodies(String recipient) {
        return read("select body from outbox_email where recipient = :recipient order by created_at, id", recipient);
    }

    private List<String> read(String sql, String recipient) {
        return tenants.callAsOperator(() -> inTransaction.call(
                () -> database.sql(sql).bind("recipient", recipient).list(String.class)));
    }
}
