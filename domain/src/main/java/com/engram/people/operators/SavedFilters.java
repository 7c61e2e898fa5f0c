package com.engram.people.operators;

import com.engram.database.Database;
import com.engram.language.Message;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.AsOperator;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The filters that each operator has saved for the list of tenants. */
@AsOperator
@ApplicationScoped
@Transactional
public class SavedFilters {

    /** The longest name of a filter, in characters. */
    public static final int MAX_NAME_LENGTH = 60;

    /** The most filters that an operator can save. */
    public static final int MAX_FILTERS = 20;

    private final Database database;
    private final Clock clock;

    @Inject
    SavedFilters(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A saved filter.
     *
     * @param query the query of the page's address, without the question mark
     */
    public record SavedFilter(UUID id, String name, String query) {}

    /** The filters of an operator, by name. */
    public List<SavedFilter> listFilters(UUID operator) {
        return database.sql("select id, name, query from operator_filter where operator_id = :operator order by name")
                .bind("operator", operator)
                .list(SavedFilter.class);
    }

    /** Saves a filter. It replaces one with the same name. */
    public Optional<Refusal> save(UUID operator, String name, String query) {
        String stripped = name.strip();
        if (stripped.isEmpty() || stripped.length() > MAX_NAME_LENGTH) {
            return Optional.of(new Refusal(
                    RefusalReason.INVALID_NAME,
                    "Give the filter a name of at most " + MAX_NAME_LENGTH + " characters.",
                    Message.of("refusal.invalid_name.filter", MAX_NAME_LENGTH)));
        }
        // Locked, so that concurrent requests do not exceed the limit.
        database.sql("select id from operator where id = :id for update")
                .bind("id", operator)
                .list(UUID.class);
        List<SavedFilter> saved = listFilters(operator);
        if (saved.size() >= MAX_FILTERS
                && saved.stream().noneMatch(filter -> filter.name().equals(stripped))) {
            return Optional.of(new Refusal(
                    RefusalReason.TOO_MANY_FILTERS,
                    "You have " + MAX_FILTERS + " saved filters. Delete one first.",
                    Message.of("refusal.too_many_filters", MAX_FILTERS)));
        }
        database.sql("""
            insert into operator_filter (id, operator_id, name, query, created_at)
            values (:id, :operator, :name, :query, :now)
            on conflict (operator_id, name) do update set query = excluded.query
            """)
                .bind("id", UuidCreator.getTimeOrderedEpoch())
                .bind("operator", operator)
                .bind("name", stripped)
                .bind("query", query)
                .bind("now", clock.instant())
                .update();
        return Optional.empty();
    }

    /** Deletes a filter; false if the operator has none with this id. */
    public boolean delete(UUID operator, UUID id) {
        return database.sql("delete from operator_filter where id = :id and operator_id = :operator")
                        .bind("id", id)
                        .bind("operator", operator)
                        .update()
                == 1;
    }
}
