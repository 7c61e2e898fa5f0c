package com.engram.billing;

import com.engram.database.Database;
import com.engram.language.Language;
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

    /** An owner's email address, and the language of emails to them. */
    record Owner(String email, Language language) {}

    private record OwnerRow(String email, Optional<String> language) {}

    /** The owner; empty while nobody has accepted the owner's invitation. */
    Optional<Owner> find(TenantId tenant) {
        return database.sql("""
            select p.email, p.language from membership m join person p on p.id = m.person_id
            where m.tenant_id = :tenant and m.role = 'owner' order by m.created_at limit 1
            """)
                .bind("tenant", tenant)
                .find(OwnerRow.class)
                .map(row -> new Owner(
                        row.email(), row.language().flatMap(Language::find).orElse(Language.ENGLISH)));
    }

    /** The owner's email address; empty while nobody has accepted the owner's invitation. */
    public Optional<String> findEmail(TenantId tenant) {
        return find(tenant).map(Owner::email);
    }
}
