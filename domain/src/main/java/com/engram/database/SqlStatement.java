package com.engram.database;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterable;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * One SQL statement with its parameters; made by {@link Database#sql} and {@link Lookups#sql}.
 *
 * <p>A row becomes a record: the column {@code created_at} goes to the component {@code createdAt}, so name columns with
 * {@code as}. Each component needs its column and each column its component. A component may be an {@link Optional}, an
 * enum (by its name), a {@code UUID}, {@code Instant}, {@code LocalDate}, {@code Duration} (a number of seconds), a list
 * (a PostgreSQL array), or a record of one component such as {@code TenantId}. Null in a component of a primitive type
 * is an error. A query for a single column may be read as that column's type: {@code list(UUID.class)}.
 */
public final class SqlStatement {

    private static final int ROWS_AT_ONCE = 500;

    private final StatementRunner runner;
    private final String sql;
    private final Map<String, @Nullable Object> parameters = new LinkedHashMap<>();

    SqlStatement(StatementRunner runner, String sql) {
        this.runner = runner;
        this.sql = sql;
    }

    /**
     * Gives a parameter its value. A collection becomes an array, for {@code = any(:name)}; a duration becomes a number of
     * seconds, for {@code make_interval(secs => :name)}; an enum becomes its name.
     */
    public SqlStatement bind(String name, @Nullable Object value) {
        parameters.put(name, ParameterMapping.toParameter(value));
        return this;
    }

    /** Gives each component of a record to the parameter of its name. */
    public SqlStatement bindAll(Record record) {
        Components.of(record).forEach(this::bind);
        return this;
    }

    /** Gives a parameter the pattern of {@code like} that finds a text anywhere, taken as it is written. */
    public SqlStatement bindContaining(String name, String text) {
        return bind(name, "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
    }

    /**
     * The only row.
     *
     * @throws IllegalStateException if there is none, or more than one
     */
    public <T> T get(Class<T> type) {
        return Objects.requireNonNull(query(type, ResultIterable::one), "The only row is null");
    }

    /**
     * The only row, if there is one.
     *
     * @throws IllegalStateException if there is more than one
     */
    public <T> Optional<T> find(Class<T> type) {
        return query(type, ResultIterable::findOne);
    }

    /** All rows, in the order of the statement. */
    public <T> List<T> list(Class<T> type) {
        return query(type, ResultIterable::list);
    }

    /** Passes on row after row, with a few hundred of them in memory at a time. */
    public <T> void forEach(Class<T> type, Consumer<? super T> consumer) {
        runner.run(sql, handle -> {
            bound(handle).setFetchSize(ROWS_AT_ONCE).mapTo(type).forEach(consumer);
            return Optional.empty();
        });
    }

    /** Runs a statement that returns no rows; how many rows it changed. */
    public int update() {
        return runner.run(sql, handle -> {
            try (Update update = handle.createUpdate(sql)) {
                parameters.forEach(update::bind);
                return update.execute();
            }
        });
    }

    private <T, R> R query(Class<T> type, Function<ResultIterable<T>, R> read) {
        return runner.run(sql, handle -> read.apply(bound(handle).mapTo(type)));
    }

    private Query bound(Handle handle) {
        Query query = handle.createQuery(sql);
        parameters.forEach(query::bind);
        return query;
    }
}
