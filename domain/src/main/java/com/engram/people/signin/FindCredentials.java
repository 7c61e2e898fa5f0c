package com.engram.people.signin;

import com.engram.tenancy.TenantId;
import com.engram.tenancy.TupleRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds what signing in takes, in a short transaction of its own: no connection is held while a password waits for its
 * turn to be hashed.
 */
@ApplicationScoped
@Transactional
class FindCredentials {

    private final EntityManager entities;

    @Inject
    FindCredentials(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * What is known of an address.
     *
     * @param tenant one that the person belongs to
     */
    record Login(UUID person, String passwordHash, Optional<TenantId> tenant) {}

    /** Whoever has that address. */
    Optional<Login> find(String email) {
        return TupleRows.of(entities.createNativeQuery(
                                "select person_id, password_hash, tenant_id from find_login(:email)", Tuple.class)
                        .setParameter("email", email.strip()))
                .findFirst()
                .map(row -> new Login(
                        row.get(0, UUID.class),
                        row.get(1, String.class),
                        Optional.ofNullable(row.get(2, UUID.class)).map(TenantId::new)));
    }

    /** The hash of a person's password, in the scope of a tenant that they belong to. */
    Optional<String> findPasswordHash(UUID person) {
        return TupleRows.of(
                        entities.createNativeQuery("select password_hash from person where id = :person", Tuple.class)
                                .setParameter("person", person))
                .findFirst()
                .map(row -> row.get(0, String.class));
    }
}
