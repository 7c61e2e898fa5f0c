package com.engram.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.database.Database;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.InTransaction;
import com.engram.testing.TestPeople;
import com.engram.testing.TestTenants;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Requests with ids of other tenants are in the audit log. */
@DomainTest
class RecordProbeTest {

    private final RecordProbe recordProbe;
    private final Database database;
    private final InTransaction inTransaction;
    private final TestPeople people;
    private final TestTenants tenants;
    private final TenantId tenant;

    RecordProbeTest(
            RecordProbe recordProbe,
            Database database,
            InTransaction inTransaction,
            TestPeople people,
            TestTenants tenants) {
        this.recordProbe = recordProbe;
        this.database = database;
        this.inTransaction = inTransaction;
        this.people = people;
        this.tenants = tenants;
        this.tenant = tenants.open("free");
    }

    private record Entry(String action, String actor, String subject, String ipAddress) {}

    @Test
    void an_id_of_another_tenant_is_recorded_with_who_asked_for_it() {
        UUID ann = people.add(tenant, "ann@example.com", "member");
        UUID foreign = people.add(tenants.open("free"), "other@example.com", "owner");

        probe(new Actor(Actor.Kind.PERSON, ann, "192.0.2.7"), foreign);

        assertThat(entries())
                .containsExactly(
                        new Entry("access.foreign-id", "ann@example.com", "GET /api/v1/images/img_1", "192.0.2.7"));
    }

    @Test
    void unknown_and_own_ids_are_not_recorded() {
        UUID own = people.add(tenant, "ann@example.com", "member");

        probe(Actor.SYSTEM, own);
        probe(Actor.SYSTEM, UUID.randomUUID());

        assertThat(entries()).isEmpty();
    }

    @Test
    void many_probes_do_not_fill_the_log() {
        UUID foreign = people.add(tenants.open("free"), "other@example.com", "owner");

        for (int i = 0; i < 110; i++) {
            probe(Actor.SYSTEM, foreign);
        }

        assertThat(entries()).hasSize(100);
    }

    private void probe(Actor actor, UUID id) {
        tenants.callAsOperator(() -> {
            recordProbe.record(actor, tenant, List.of(id), "GET /api/v1/images/img_1");
            return true;
        });
    }

    private List<Entry> entries() {
        return tenants.call(
                tenant, () -> inTransaction.call(() -> database.sql("""
            select action, actor, subject, ip_address from audit_event
            where action = 'access.foreign-id'
            """).list(Entry.class)));
    }
}
