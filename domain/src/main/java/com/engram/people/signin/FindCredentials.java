package com.engram.people.signin;

import com.engram.database.Database;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds what is needed to sign in. Each call has a short transaction of its own, so no connection is held while a password
 * waits to be hashed.
 */
@ApplicationScoped
@Transactional
class FindCredentials {

    private final Database database;

    @Inject
    FindCredentials(Database database) {
        this.database = database;
    }

    /**
     * The credentials of an email address.
     *
     * @param tenantId a tenant that the person belongs to
     */
    record Credentials(UUID personId, String passwordHash, Optional<TenantId> tenantId) {}

    /** The credentials of an email address; empty if no person has it. Needs no scope. */
    Optional<Credentials> find(String email) {
        // A person with several tenants has a row for each; the first is the one to sign in to.
        return database.sql("select person_id, password_hash, tenant_id from find_login(:email) limit 1")
                .bind("email", email.strip())
                .find(Credentials.class);
    }

    /** The hash of a person's password. Needs the scope of a tenant that the person belongs to. */
    Optional<String> findPasswordHash(UUID person) {
        return database.sql("select password_hash from person where id = :person")
                .bind("person", person)
                .find(String.class);
    }
}
