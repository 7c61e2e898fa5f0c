package com.engram.people.operators;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.people.operators.TenantFilter.Sort;
import com.engram.people.operators.TenantFilter.State;
import com.engram.people.operators.TenantHealth.Health;
import com.engram.tenancy.TenantId;
import com.engram.tenancy.Tenants;
import com.engram.testing.DomainTest;
import com.engram.testing.SettableClock;
import com.engram.testing.TestDatabase;
import com.engram.testing.TestPeople;
import com.engram.testing.TestTenants;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What operators see of each tenant, and how they find those that need attention. */
@DomainTest
class TenantHealthTest {

    private final TenantHealth health;
    private final Tenants tenantStore;
    private final TestTenants tenants;
    private final TestPeople people;
    private final SettableClock clock;

    TenantHealthTest(
            TenantHealth health, Tenants tenantStore, TestTenants tenants, TestPeople people, SettableClock clock) {
        this.health = health;
        this.tenantStore = tenantStore;
        this.tenants = tenants;
        this.people = people;
        this.clock = clock;
    }

    @Test
    void a_new_tenant_is_well() {
        TenantId tenant = tenants.open("free");
        people.add(tenant, "ann@example.com", "owner");

        Health seen = health.find(tenant).orElseThrow();

        assertThat(seen.owner()).contains("ann@example.com");
        assertThat(seen.allowance()).contains(100);
        assertThat(seen.share()).contains(0.0);
        assertThat(seen.payment()).isEqualTo("MANUAL");
        assertThat(seen.failures()).isZero();
        assertThat(seen.lastSeen()).isEmpty();
        assertThat(in(State.ATTENTION)).doesNotContain(tenant);
    }

    @Test
    void failures_of_the_last_seven_days_count_and_rejected_images_do_not() {
        TenantId tenant = tenants.open("free");
        analysis(tenant, "FAILED", "1 hour");
        analysis(tenant, "FAILED", "6 days");
        analysis(tenant, "FAILED", "8 days");
        analysis(tenant, "REJECTED", "1 hour");

        assertThat(health.find(tenant).orElseThrow().failures()).isEqualTo(2);
        assertThat(in(State.FAILING)).containsExactly(tenant);
        assertThat(in(State.ATTENTION)).contains(tenant);
    }

    @Test
    void a_tenant_near_its_limit_is_found_and_granted_images_count() {
        TenantId near = tenants.open("free");
        TenantId granted = tenants.open("free");
        TenantId unlimited = tenants.open("unlimited");
        use(near, 80, 0);
        use(granted, 80, 50);
        use(unlimited, 1_000_000, 0);

        assertThat(in(State.LIMIT)).containsExactly(near);
        assertThat(sorted(Sort.USAGE)).startsWith(near, granted).last().isEqualTo(unlimited);
    }

    @Test
    void overdue_and_suspended_tenants_are_found_and_the_most_urgent_payment_comes_first() {
        TenantId readOnly = tenants.open("pro");
        TenantId pastDue = tenants.open("pro");
        TenantId suspended = tenants.open("pro");
        subscription(pastDue, "PAST_DUE");
        execute("update tenant set read_only_since = now() where id = '%s'", readOnly);
        tenants.callAsOperator(() -> {
            tenantStore.setSuspended(suspended, true, clock.instant());
            return true;
        });

        assertThat(in(State.OVERDUE)).containsExactlyInAnyOrder(readOnly, pastDue);
        assertThat(in(State.SUSPENDED)).containsExactly(suspended);
        assertThat(sorted(Sort.PAYMENT)).startsWith(readOnly, pastDue);
    }

    @Test
    void a_tenant_was_last_seen_when_its_key_or_a_person_was_active_even_after_the_session_ended() {
        TenantId tenant = tenants.open("free");
        execute("""
            insert into audit_event (id, tenant_id, occurred_at, actor_kind, actor, action, subject, ip_address)
            values (gen_random_uuid(), '%s', now(), 'person', 'ann', 'session.started', '', '')
            """, tenant);
        execute("""
            insert into audit_event (id, tenant_id, occurred_at, actor_kind, actor, action, subject, ip_address)
            values (gen_random_uuid(), '%s', now() + interval '1 day', 'operator', 'operator', 'plan.assigned', '', '')
            """, tenant);
        assertThat(health.find(tenant).orElseThrow().lastSeen()).contains(clock.instant());
        assertThat(in(State.QUIET)).doesNotContain(tenant);

        clock.tick(Duration.ofDays(31));

        assertThat(in(State.QUIET)).contains(tenant);
    }

    @Test
    void a_search_finds_names_owners_and_ids_and_a_percent_sign_is_a_percent_sign() {
        TenantId tenant = tenants.open("free");
        tenants.open("free");
        people.add(tenant, "ann@example.com", "owner");
        execute("update tenant set name = '50%% off' where id = '%s'", tenant);

        assertThat(search("0% O", Optional.empty())).containsExactly(tenant);
        assertThat(search("ANN@", Optional.empty())).containsExactly(tenant);
        assertThat(search("anything", Optional.of(tenant))).containsExactly(tenant);
        assertThat(search("%", Optional.empty())).containsExactly(tenant);
        assertThat(search("nobody", Optional.empty())).isEmpty();
    }

    @Test
    void every_order_works_and_pages_know_how_many_tenants_match() {
        for (int i = 0; i < 5; i++) {
            tenants.open("free");
        }
        tenants.open("pro");
        for (Sort sort : Sort.values()) {
            TenantFilter filter = new TenantFilter("", State.ALL, "free", sort);
            List<Health> first = health.list(filter, Optional.empty(), 0, 3);
            List<Health> second = health.list(filter, Optional.empty(), 3, 3);
            assertThat(first)
                    .as(sort.code())
                    .hasSize(3)
                    .allMatch(tenant -> tenant.plan().equals("free"));
            assertThat(first.get(0).matches()).isEqualTo(5);
            assertThat(second)
                    .extracting(Health::id)
                    .doesNotContainAnyElementsOf(first.stream().map(Health::id).toList());
        }
        for (State state : State.values()) {
            assertThat(State.of(state.code())).isEqualTo(state);
            in(state);
        }
    }

    private List<TenantId> in(State state) {
        return ids(new TenantFilter("", state, "", Sort.NEWEST), Optional.empty());
    }

    private List<TenantId> sorted(Sort sort) {
        return ids(new TenantFilter("", State.ALL, "", sort), Optional.empty());
    }

    private List<TenantId> search(String text, Optional<TenantId> exact) {
        return ids(new TenantFilter(text, State.ALL, "", Sort.NEWEST), exact);
    }

    /** Of the tenants of this test; the migrations open one for the try-it box. */
    private List<TenantId> ids(TenantFilter filter, Optional<TenantId> exact) {
        return health.list(filter, exact.map(TenantId::value), 0, 100).stream()
                .filter(tenant -> !tenant.plan().equals("try-it"))
                .map(tenant -> new TenantId(tenant.id()))
                .toList();
    }

    private void analysis(TenantId tenant, String state, String age) {
        execute("""
            with image as (
              insert into image (id, tenant_id, state, filename, content_type, declared_bytes, created_at)
              values (gen_random_uuid(), '%1$s', 'STORED', 'a.jpg', 'image/jpeg', 1, now()) returning id)
            insert into analysis (id, tenant_id, image_id, state, deep_map, credit_period, created_at, finished_at, problem_code)
            select gen_random_uuid(), '%1$s', id, '%2$s', false, now()::date, now(), now() - interval '%3$s', 'x' from image
            """, tenant, state, age);
    }

    private void use(TenantId tenant, int used, int granted) {
        execute("""
            insert into usage_period (tenant_id, starts_on, used, granted)
            values ('%s', date_trunc('month', now())::date, %d, %d)
            """, tenant, used, granted);
    }

    private void subscription(TenantId tenant, String state) {
        execute("""
            insert into subscription (id, tenant_id, state, changed_at) values (gen_random_uuid(), '%s', '%s', now())
            """, tenant, state);
    }

    private void execute(String sql, Object... values) {
        Object[] texts = Stream.of(values)
                .map(value -> value instanceof TenantId id ? id.value() : value)
                .toArray();
        try (Connection owner = TestDatabase.asOwner();
                Statement statement = owner.createStatement()) {
            // This connection has the machine's clock, not the test's.
            statement.execute(sql.formatted(texts).replace("now()", "timestamptz '" + clock.instant() + "'"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
