package com.engram.analysis.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;

/**
 * The database's time. The queue knows no other: leases, waits and ends are compared with each other there, and servers
 * need not agree on the time.
 */
@ApplicationScoped
public class DatabaseTime {

    private final EntityManager entities;

    @Inject
    DatabaseTime(EntityManager entities) {
        this.entities = entities;
    }

    /** When the running transaction began. */
    @Transactional(TxType.MANDATORY)
    public Instant now() {
        return (Instant)
                entities.createNativeQuery("select now()", Instant.class).getSingleResult();
    }
}
