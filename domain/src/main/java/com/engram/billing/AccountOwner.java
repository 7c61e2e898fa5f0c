package com.engram.billing;

import com.engram.database.Database;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Finds the person who gets the emails about billing. */
@ApplicationScoped
@Transactional
public class AccountOwner {

    private final Database database;

    @Inject
    AccountOwner(Database database) {
        this.database = database;
    }

    /** The owner's email address; empty while nobody has accepted the owner's invitation. */
    public Optional<String> findEmail(TenantId tenant) {
        return database.sql("""
            select p.email from membership m join person p on p.id = m.person_id
            where m.tenant_id = :tenant and m.role = 'owner' order by m.created_at limit 1
            """).bind("tenant", tenant).find(String.class);
    }
}
