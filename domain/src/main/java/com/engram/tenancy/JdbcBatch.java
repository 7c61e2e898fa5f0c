package com.engram.tenancy;

import jakarta.persistence.EntityManager;
import java.sql.PreparedStatement;
import java.util.List;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * The same statement for many rows, in one round trip and within the running transaction. Nothing that Hibernate holds
 * back is written first.
 */
public record JdbcBatch(Session session) {

    public static JdbcBatch in(EntityManager entities) {
        return new JdbcBatch(entities.unwrap(Session.class));
    }

    /** How many rows each execution changed, in the order of the given values. */
    public int[] execute(String sql, List<@Nullable Object[]> rows) {
        return rows.isEmpty()
                ? new int[0]
                : session.doReturningWork(connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(sql)) {
                        for (Object[] row : rows) {
                            for (int i = 0; i < row.length; i++) {
                                statement.setObject(i + 1, row[i]);
                            }
                            statement.addBatch();
                        }
                        return statement.executeBatch();
                    }
                });
    }
}
