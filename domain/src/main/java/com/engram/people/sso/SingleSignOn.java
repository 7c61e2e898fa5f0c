package com.engram.people.sso;

import com.engram.audit.AuditLog;
import com.engram.people.Role;
import com.engram.people.credentials.SecretCipher;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import com.engram.tenancy.TupleRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** The current tenant's provider, and whether its members must use it. */
@ApplicationScoped
@Transactional
public class SingleSignOn {

    private static final String SEAL = "sso";

    private final EntityManager entities;
    private final SecretCipher seal;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    SingleSignOn(EntityManager entities, SecretCipher seal, AuditLog audit, Clock clock) {
        this.entities = entities;
        this.seal = seal;
        this.audit = audit;
        this.clock = clock;
    }

    /** The provider, if the tenant has one. */
    public Optional<OidcProvider> find() {
        return TupleRows.of(entities.createNativeQuery(
                        "select issuer, client_id, client_secret, role, required, trusts_unverified_emails from sso_provider",
                        Tuple.class))
                .findFirst()
                .map(row -> new OidcProvider(
                        row.get(0, String.class),
                        row.get(1, String.class),
                        new String(seal.open(SEAL, row.get(2, byte[].class)), StandardCharsets.UTF_8),
                        Role.of(row.get(3, String.class)),
                        row.get(4, Boolean.class),
                        row.get(5, Boolean.class)));
    }

    /**
     * Configures the provider. With another issuer the subjects known before are deleted, because they name other people. If
     * single sign-on becomes required, other members' sessions that were opened in another way end.
     */
    public void set(OidcProvider provider) {
        entities.createNativeQuery(
                        "delete from sso_identity where exists (select from sso_provider where issuer <> :issuer)")
                .setParameter("issuer", provider.issuer())
                .executeUpdate();
        entities.createNativeQuery("""
                        insert into sso_provider (tenant_id, issuer, client_id, client_secret, role, required, trusts_unverified_emails, created_at)
                        values (:tenant, :issuer, :client, :secret, :role, :required, :vouches, :now)
                        on conflict (tenant_id) do update set issuer = excluded.issuer, client_id = excluded.client_id,
                          client_secret = excluded.client_secret, role = excluded.role, required = excluded.required,
                          trusts_unverified_emails = excluded.trusts_unverified_emails
                        """)
                .setParameter("tenant", Scope.getTenant().value())
                .setParameter("issuer", provider.issuer())
                .setParameter("client", provider.clientId())
                .setParameter("secret", seal.seal(SEAL, provider.clientSecret().getBytes(StandardCharsets.UTF_8)))
                .setParameter("role", provider.role().code())
                .setParameter("required", provider.required())
                .setParameter("vouches", provider.vouches())
                .setParameter("now", clock.instant())
                .executeUpdate();
        if (provider.required()) {
            entities.createNativeQuery("""
                            delete from session where sign_in_method <> 'single sign-on'
                              and person_id not in (select person_id from membership where role = 'owner')
                            """).executeUpdate();
        }
        audit.record("single-sign-on.set", provider.issuer() + (provider.required() ? ", required" : ""));
    }

    /** Removes the provider. */
    public void remove() {
        entities.createNativeQuery("delete from sso_provider").executeUpdate();
        entities.createNativeQuery("delete from sso_identity").executeUpdate();
        audit.record("single-sign-on.removed", "");
    }

    /** Whether a person must use a tenant's provider to sign in. Works in any scope. */
    public boolean isRequired(TenantId tenant, UUID person) {
        return (Boolean) entities.createNativeQuery("select requires_sso(:tenant, :person)")
                .setParameter("tenant", tenant.value())
                .setParameter("person", person)
                .getSingleResult();
    }
}
