package com.engram.analysis.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;

/**
 * The database's time. The queue knows no other: leases, waits and ends are compared with each other there, and servers
 * need not agree on the time.
 */
@ApplicationScoped
public class DatabaseTime {

    @PersistenceContext(unitName = "engram")
    private EntityManager entities;

    /** When the running transaction began. */
    @Transactional(TxType.MANDATORY)
    public Instant now() {
        return (Instant)
                entities.createNativeQuery("select now()", Instant.class).getSingleResult();
    }
}
