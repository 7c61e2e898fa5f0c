package com.engram.people.operators;

import com.engram.tenancy.TupleRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds what an operator's signing in takes, in a short transaction of its own: the queue's work needs the operators'
 * connections, and none is held while a password waits for its turn to be hashed.
 */
@ApplicationScoped
@Transactional
class FindOperatorCredentials {

    private final EntityManager entities;

    @Inject
    FindOperatorCredentials(EntityManager entities) {
        this.entities = entities;
    }

    /** What is known of an address. */
    record Login(UUID operator, String passwordHash) {}

    /** Whoever has that address; in the operator's scope. */
    Optional<Login> find(String email) {
        return TupleRows.of(entities.createNativeQuery(
                                "select id, password_hash from operator where email = :email", Tuple.class)
                        .setParameter("email", email.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(row -> new Login(row.get(0, UUID.class), row.get(1, String.class)));
    }
}
