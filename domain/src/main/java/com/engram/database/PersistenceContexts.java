package com.engram.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Lets constructors ask for the {@link EntityManager}, which is that of the running transaction. */
@ApplicationScoped
class PersistenceContexts {

    @Produces
    @PersistenceContext(unitName = "engram")
    private EntityManager entities;
}
