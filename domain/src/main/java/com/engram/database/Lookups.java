package com.engram.database;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Runs single statements outside of transactions and scopes: one round trip to the database, whatever transaction runs. For
 * the database functions that find a caller, which every request needs. Row-level security hides all rows of tenants from any
 * other statement.
 *
 * <p>Every method fails with {@link PersistenceException} if the database refuses the statement or does not answer.
 */
@ApplicationScoped
public class Lookups {

    @Resource(lookup = "jdbc/lookup")
    private DataSource dataSource;

    @SuppressWarnings("NullAway.Init")
    private Jdbi jdbi;

    @PostConstruct
    void prepare() {
        jdbi = Database.withRowMapping(Jdbi.create(dataSource));
    }

    /**
     * A statement to bind parameters to and to run.
     *
     * @param sql with parameters as {@code :name}; never put a value into the text
     */
    public SqlStatement sql(String sql) {
        return new SqlStatement(this::run, sql);
    }

    private <T> T run(String sql, Function<Handle, T> work) {
        try (Handle handle = jdbi.open()) {
            return work.apply(handle);
        } catch (JdbiException e) {
            throw new PersistenceException("The statement could not be run: " + sql, e);
        }
    }
}
