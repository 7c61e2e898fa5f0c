package com.engram.people.operators;

import com.engram.database.Database;
import com.engram.tenancy.AsOperator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds what an operator needs to sign in. Each call has a short transaction of its own, so none of the operator's
 * connections, which the queue needs too, is held while a password waits to be hashed.
 */
@ApplicationScoped
@Transactional
class FindOperatorCredentials {

    private final Database database;

    @Inject
    FindOperatorCredentials(Database database) {
        this.database = database;
    }

    /** The credentials of an operator. */
    record Credentials(UUID id, String passwordHash) {}

    /** The credentials of an email address; empty if no operator has it. */
    @AsOperator
    Optional<Credentials> find(String email) {
        return database.sql("select id, password_hash from operator where email = :email")
                .bind("email", email.strip().toLowerCase(Locale.ROOT))
                .find(Credentials.class);
    }
}
