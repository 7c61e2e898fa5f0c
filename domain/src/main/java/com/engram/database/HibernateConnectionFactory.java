package com.engram.database;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import org.hibernate.Session;
import org.jdbi.v3.core.ConnectionFactory;

/** The connection of the running transaction, which belongs to Hibernate: it is never closed here. */
record HibernateConnectionFactory(EntityManager entities) implements ConnectionFactory {

    @Override
    public Connection openConnection() {
        return entities.unwrap(Session.class).doReturningWork(connection -> connection);
    }

    @Override
    public void closeConnection(Connection connection) {
        // Hibernate releases it when the transaction ends.
    }
}
