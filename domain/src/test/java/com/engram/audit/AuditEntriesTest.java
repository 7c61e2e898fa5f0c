package com.engram.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.audit.AuditEntry.EntryTenant;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.TestPeople;
import com.engram.testing.TestTenants;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The audit log names the actor, and each tenant reads only its own entries. */
@DomainTest
class AuditEntriesTest {

    private final AuditLog log;
    private final AuditEntries entries;
    private final TestTenants tenants;
    private final TenantId tenant;

    AuditEntriesTest(AuditLog log, AuditEntries entries, TestPeople people, TestTenants tenants) {
        this.log = log;
        this.entries = entries;
        this.tenants = tenants;
        this.tenant = tenants.open("free");
        UUID person = people.add(tenant, "ann@example.com", "owner");
        try (Actor.Entered ignored = new Actor(Actor.Kind.PERSON, person, "192.0.2.1").enter()) {
            tenants.run(tenant, () -> log.record("member.invited", "ben@example.com"));
        }
    }

    @Test
    void an_entry_names_the_person_the_address_and_the_tenant() {
        assertThat(list(tenant)).singleElement().satisfies(entry -> {
            assertThat(entry.kind()).isEqualTo("person");
            assertThat(entry.actor()).isEqualTo("ann@example.com");
            assertThat(entry.action()).isEqualTo("member.invited");
            assertThat(entry.subject()).isEqualTo("ben@example.com");
            assertThat(entry.ipAddress()).isEqualTo("192.0.2.1");
            assertThat(entry.tenant()).map(EntryTenant::id).contains(tenant);
        });
    }

    @Test
    void a_tenant_does_not_see_the_entries_of_others_and_the_operator_sees_all() {
        tenants.callAsOperator(() -> {
            log.record("plan.added", "pro");
            log.recordOf(tenant, "plan.assigned", "pro");
            return true;
        });

        assertThat(list(tenants.open("free"))).isEmpty();
        assertThat(list(tenant)).extracting(AuditEntry::action).containsExactly("plan.assigned", "member.invited");
        assertThat(search("")).hasSize(3);
        assertThat(search("192.0.2.1")).hasSize(1);
        assertThat(search("system")).hasSize(2);
        assertThat(search("plan.added"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.tenant()).isEmpty());
    }

    private List<AuditEntry> list(TenantId of) {
        return tenants.call(of, () -> entries.list(Optional.empty(), 10));
    }

    private List<AuditEntry> search(String text) {
        return tenants.callAsOperator(() -> entries.search(text, Optional.empty(), 10));
    }
}
