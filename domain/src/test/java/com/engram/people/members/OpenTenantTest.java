package com.engram.people.members;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.audit.AuditEntries;
import com.engram.audit.AuditEntry;
import com.engram.people.keys.ApiKeys;
import com.engram.plans.ManagePlans;
import com.engram.testing.DomainTest;
import com.engram.testing.TestTenants;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Opening a tenant for the operator. */
@DomainTest
class OpenTenantTest {

    private final OpenTenant openTenant;
    private final ApiKeys keys;
    private final Invitations invitations;
    private final ManagePlans managePlans;
    private final AuditEntries auditEntries;
    private final TestTenants tenants;

    OpenTenantTest(
            OpenTenant openTenant,
            ApiKeys keys,
            Invitations invitations,
            ManagePlans managePlans,
            AuditEntries auditEntries,
            TestTenants tenants) {
        this.openTenant = openTenant;
        this.keys = keys;
        this.invitations = invitations;
        this.managePlans = managePlans;
        this.auditEntries = auditEntries;
        this.tenants = tenants;
    }

    @Test
    void a_tenant_gets_a_working_key_and_its_owner_an_invitation() {
        OpenTenant.Result result = open("Acme", Optional.of("ann@example.com"), "free");

        assertThat(result).isInstanceOfSatisfying(OpenTenant.Opened.class, opened -> {
            assertThat(keys.findCaller(opened.firstKey().secret()))
                    .hasValueSatisfying(caller -> assertThat(caller.tenant()).contains(opened.tenant()));
            String url = opened.inviteUrl().orElseThrow();
            assertThat(invitations.findByToken(url.substring(url.lastIndexOf('/') + 1)))
                    .hasValueSatisfying(found -> assertThat(found.tenant()).isEqualTo(opened.tenant()));
            assertThat(tenants.call(opened.tenant(), () -> auditEntries.list(Optional.empty(), 10)))
                    .extracting(AuditEntry::action)
                    .contains("account.opened", "member.invited");
        });
    }

    @Test
    void a_tenant_without_an_owner_has_no_invitation() {
        assertThat(open("Acme", Optional.empty(), "free"))
                .isInstanceOfSatisfying(
                        OpenTenant.Opened.class,
                        opened -> assertThat(opened.inviteUrl()).isEmpty());
    }

    @Test
    void an_unknown_or_archived_plan_is_refused() {
        tenants.callAsOperator(() -> {
            managePlans.setArchived("starter", true);
            return true;
        });

        assertThat(refusal("Acme", Optional.empty(), "platinum")).isEqualTo("unknown_plan");
        assertThat(refusal("Acme", Optional.empty(), "starter")).isEqualTo("archived_plan");
    }

    @Test
    void an_invalid_name_or_email_address_is_refused() {
        assertThat(refusal(" ", Optional.empty(), "free")).isEqualTo("invalid_name");
        assertThat(refusal("x".repeat(201), Optional.empty(), "free")).isEqualTo("invalid_name");
        assertThat(refusal("Acme", Optional.of("nobody"), "free")).isEqualTo("invalid_email");
    }

    private OpenTenant.Result open(String name, Optional<String> owner, String plan) {
        return tenants.callAsOperator(() -> openTenant.open(name, owner, plan));
    }

    private String refusal(String name, Optional<String> owner, String plan) {
        return ((OpenTenant.Refused) open(name, owner, plan)).refusal().reason().code();
    }
}
