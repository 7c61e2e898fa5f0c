package com.engram.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.engram.tenancy.Tenant;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.InTransaction;
import com.engram.testing.SettableClock;
import com.engram.testing.TestTenants;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.junit.jupiter.api.Test;

/** Rows are read by name, in the running transaction and within its scope. */
@DomainTest
class DatabaseTest {

    private final Database database;
    private final EntityManager entities;
    private final TestTenants tenants;
    private final InTransaction transaction;

    DatabaseTest(Database database, EntityManager entities, TestTenants tenants, InTransaction transaction) {
        this.database = database;
        this.entities = entities;
        this.tenants = tenants;
        this.transaction = transaction;
    }

    private enum Shade {
        LIGHT,
        DARK
    }

    private record Everything(
            UUID id,
            TenantId tenant,
            Instant createdAt,
            LocalDate day,
            Duration age,
            Shade shade,
            Optional<String> note,
            Optional<Instant> endedAt,
            int amount,
            double share,
            List<String> tags) {}

    private record Amount(UUID id, long amount) {}

    private record Name(UUID tenant, String name) {}

    @Test
    void each_column_becomes_the_component_of_its_name() {
        UUID id = UUID.randomUUID();
        TenantId tenant = new TenantId(UUID.randomUUID());

        Everything row = transaction.call(
                () -> database.sql("""
                        select 0.5 as share, cast(:tenant as uuid) as tenant, cast(:id as uuid) as id, now() as created_at,
                          cast(now() as date) as day, extract(epoch from interval '90 seconds') as age, 'DARK' as shade,
                          null as note, cast(null as timestamptz) as ended_at, 3 as amount, array['a', 'b'] as tags
                        """).bind("tenant", tenant).bind("id", id).get(Everything.class));

        assertThat(row)
                .isEqualTo(new Everything(
                        id,
                        tenant,
                        SettableClock.START,
                        LocalDate.of(2030, 5, 15),
                        Duration.ofSeconds(90),
                        Shade.DARK,
                        Optional.empty(),
                        Optional.empty(),
                        3,
                        0.5,
                        List.of("a", "b")));
    }

    @Test
    void a_column_that_no_component_takes_is_an_error() {
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() ->
                        transaction.call(() -> database.sql("select gen_random_uuid() as id, 1 as amount, 2 as other")
                                .get(Amount.class)));
    }

    @Test
    void null_in_a_primitive_component_is_an_error() {
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> transaction.call(() -> database.sql("select gen_random_uuid() as id, null as amount")
                        .get(Amount.class)));
    }

    @Test
    void a_collection_is_compared_with_any() {
        List<Integer> found = transaction.call(
                () -> database.sql("select n from generate_series(1, 5) n where n = any(:wanted) order by n")
                        .bind("wanted", List.of(2, 4))
                        .list(Integer.class));

        assertThat(found).containsExactly(2, 4);
        assertThat(transaction.<Long>call(
                        () -> database.sql("select count(*) from tenant where id = any(:none) or name = any(:names)")
                                .bind("none", List.of())
                                .bind("names", List.of(Shade.LIGHT))
                                .get(Long.class)))
                .isZero();
    }

    @Test
    void rows_are_seen_within_the_scope_only() {
        TenantId one = tenants.open("free");
        TenantId other = tenants.open("free");

        assertThat(tenants.call(one, this::listTenants)).containsExactly(one.value());
        assertThat(tenants.call(other, this::listTenants)).containsExactly(other.value());
        assertThat(tenants.callAsOperator(this::listTenants)).contains(one.value(), other.value());
        assertThat(listTenants()).isEmpty();
    }

    @Test
    void pending_changes_of_entities_are_written_first() {
        TenantId tenant = new TenantId(UUID.randomUUID());

        String name = tenants.call(
                tenant,
                () -> transaction.call(() -> {
                    entities.persist(new Tenant(tenant, "Pending", "free", SettableClock.START));
                    return database.sql("select name from tenant").get(String.class);
                }));

        assertThat(name).isEqualTo("Pending");
    }

    @Test
    void a_batch_tells_how_many_rows_each_execution_changed() {
        TenantId tenant = tenants.open("free");

        int[] changed = tenants.call(
                tenant,
                () -> transaction.call(() -> database.batch(
                        "update tenant set name = :name where id = :tenant",
                        List.of(new Name(tenant.value(), "New"), new Name(UUID.randomUUID(), "Nobody")))));

        assertThat(changed).containsExactly(1, 0);
    }

    @Test
    void many_rows_are_passed_on_one_by_one() {
        List<Integer> seen = new ArrayList<>();

        transaction.call(() -> {
            database.sql("select n from generate_series(1, 1200) n").forEach(Integer.class, seen::add);
            return true;
        });

        assertThat(seen).hasSize(1200).startsWith(1, 2, 3);
    }

    @Test
    void a_violated_constraint_is_told_as_hibernate_tells_it() {
        TenantId tenant = tenants.open("free");

        assertThatExceptionOfType(ConstraintViolationException.class)
                .isThrownBy(() -> tenants.call(
                        tenant,
                        () -> transaction.call(() -> database.sql("update tenant set plan_code = 'no such plan'")
                                .update())));
    }

    @Test
    void outside_a_transaction_nothing_is_run() {
        assertThatIllegalStateException()
                .isThrownBy(() -> database.sql("select 1").get(Integer.class));
    }

    private List<UUID> listTenants() {
        return transaction.call(() -> database.sql("select id from tenant").list(UUID.class));
    }
}
