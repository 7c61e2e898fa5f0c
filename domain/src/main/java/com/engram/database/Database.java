package com.engram.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.mapper.ColumnMappers;
import org.jdbi.v3.core.mapper.reflect.ReflectionMappers;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.jdbi.v3.core.transaction.CMTTransactionHandler;

/**
 * Runs SQL in the running transaction, on the connection that the entities use: within the same scope, and after
 * their pending changes were written.
 *
 * <pre>{@code
 * record Standing(UUID tenant, long waiting, Optional<Instant> oldest) {}
 *
 * List<Standing> standings = database.sql("""
 *                 select tenant_id as tenant, count(*) as waiting, min(created_at) as oldest
 *                 from analysis where state = any(:states) group by tenant_id
 *                 """)
 *         .bind("states", List.of(State.QUEUED, State.MAPPING))
 *         .list(Standing.class);
 * }</pre>
 *
 * <p>Every method fails with {@link IllegalStateException} outside a transaction, and with {@link PersistenceException}
 * if the database refuses the statement; a violated constraint is Hibernate's {@code ConstraintViolationException}.
 */
@ApplicationScoped
public class Database {

    private final EntityManager entities;
    private final Jdbi jdbi;

    @Inject
    Database(EntityManager entities) {
        this.entities = entities;
        this.jdbi = withRowMapping(Jdbi.create(new HibernateConnectionFactory(entities)))
                .setTransactionHandler(new CMTTransactionHandler());
        // The container ends the transaction, not the handle.
        jdbi.getConfig(Handles.class).setForceEndTransactions(false);
    }

    /** Reads rows into records by name, as {@link SqlStatement} describes. */
    static Jdbi withRowMapping(Jdbi jdbi) {
        jdbi.getConfig(ReflectionMappers.class).setStrictMatching(true);
        jdbi.getConfig(ColumnMappers.class).setCoalesceNullPrimitivesToDefaults(false);
        return jdbi.setTemplateEngine(TemplateEngine.NOP)
                .registerRowMapper(RowMapping.records())
                .registerColumnMapper(RowMapping.singleComponents())
                .registerColumnMapper(Duration.class, RowMapping.seconds());
    }

    /**
     * A statement to bind parameters to and to run.
     *
     * @param sql with parameters as {@code :name}; never put a value into the text
     */
    public SqlStatement sql(String sql) {
        return new SqlStatement(this::run, sql);
    }

    /**
     * Runs one statement for many rows in one round trip.
     *
     * @param sql with a parameter for each component of the rows, as {@code :name}
     * @param rows records whose components are the values
     * @return how many rows of the table each execution changed, in the order of the given rows
     */
    public int[] batch(String sql, Collection<? extends Record> rows) {
        return rows.isEmpty() ? new int[0] : run(sql, handle -> execute(handle.prepareBatch(sql), rows));
    }

    /**
     * Like {@link #batch}, but pending changes of entities stay pending. For a transaction that goes on to change the
     * same entities: with a flush here, each of them would be written twice.
     */
    public int[] batchWithoutFlush(String sql, Collection<? extends Record> rows) {
        return rows.isEmpty() ? new int[0] : runWithoutFlush(sql, handle -> execute(handle.prepareBatch(sql), rows));
    }

    private static int[] execute(PreparedBatch batch, Collection<? extends Record> rows) {
        for (Record row : rows) {
            Components.of(row).forEach((name, value) -> batch.bind(name, ParameterMapping.toParameter(value)));
            batch.add();
        }
        return batch.execute();
    }

    /** Runs after the pending changes of entities were written. */
    <T> T run(String sql, Function<Handle, T> work) {
        session().flush();
        return runWithoutFlush(sql, work);
    }

    private <T> T runWithoutFlush(String sql, Function<Handle, T> work) {
        SharedSessionContractImplementor session = (SharedSessionContractImplementor) session();
        try (Handle handle = jdbi.open()) {
            return work.apply(handle);
        } catch (JdbiException e) {
            throw e.getCause() instanceof SQLException cause
                    ? session.getJdbcServices()
                            .getSqlExceptionHelper()
                            .convert(cause, "The database refused a statement", sql)
                    : new PersistenceException("The statement could not be run: " + sql, e);
        }
    }

    private Session session() {
        Session session = entities.unwrap(Session.class);
        if (!session.isJoinedToTransaction()) {
            throw new IllegalStateException("SQL needs a transaction");
        }
        return session;
    }
}
