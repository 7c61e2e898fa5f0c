package com.engram.people.sso;

import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.people.Role;
import com.engram.people.credentials.SecretCipher;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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

    private final Database database;
    private final SecretCipher seal;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    SingleSignOn(Database database, SecretCipher seal, AuditLog audit, Clock clock) {
        this.database = database;
        this.seal = seal;
        this.audit = audit;
        this.clock = clock;
    }

    @SuppressWarnings("ArrayRecordComponent") // read and dropped, never compared
    private record ProviderRow(
            String issuer,
            String clientId,
            byte[] clientSecret,
            Role role,
            boolean required,
            boolean trustsUnverifiedEmails) {}

    /** The provider, if the tenant has one. */
    public Optional<OidcProvider> find() {
        return database.sql("""
                    select issuer, client_id, client_secret, role, required, trusts_unverified_emails from sso_provider
                    """).find(ProviderRow.class).map(this::decrypt);
    }

    /**
     * Configures the provider. With another issuer the subjects known before are deleted, because they name other people. If
     * single sign-on becomes required, other members' sessions that were opened in another way end.
     */
    public void set(OidcProvider provider) {
        database.sql("delete from sso_identity where exists (select from sso_provider where issuer <> :issuer)")
                .bind("issuer", provider.issuer())
                .update();
        database.sql("""
                    insert into sso_provider (tenant_id, issuer, client_id, client_secret, role, required,
                      trusts_unverified_emails, created_at)
                    values (:tenant, :issuer, :client, :secret, :role, :required, :vouches, :now)
                    on conflict (tenant_id) do update set issuer = excluded.issuer, client_id = excluded.client_id,
                      client_secret = excluded.client_secret, role = excluded.role, required = excluded.required,
                      trusts_unverified_emails = excluded.trusts_unverified_emails
                    """)
                .bind("tenant", Scope.getTenant())
                .bind("issuer", provider.issuer())
                .bind("client", provider.clientId())
                .bind("secret", seal.seal(SEAL, provider.clientSecret().getBytes(StandardCharsets.UTF_8)))
                .bind("role", provider.role().code())
                .bind("required", provider.required())
                .bind("vouches", provider.vouches())
                .bind("now", clock.instant())
                .update();
        if (provider.required()) {
            database.sql("""
                        delete from session where sign_in_method <> 'single sign-on'
                          and person_id not in (select person_id from membership where role = 'owner')
                        """).update();
        }
        audit.record("single-sign-on.set", provider.issuer() + (provider.required() ? ", required" : ""));
    }

    /** Removes the provider. */
    public void remove() {
        database.sql("delete from sso_provider").update();
        database.sql("delete from sso_identity").update();
        audit.record("single-sign-on.removed", "");
    }

    /** Whether a person must use a tenant's provider to sign in. Works in any scope. */
    public boolean isRequired(TenantId tenant, UUID person) {
        return database.sql("select requires_sso(:tenant, :person)")
                .bind("tenant", tenant)
                .bind("person", person)
                .get(Boolean.class);
    }

    private OidcProvider decrypt(ProviderRow row) {
        return new OidcProvider(
                row.issuer(),
                row.clientId(),
                new String(seal.open(SEAL, row.clientSecret()), StandardCharsets.UTF_8),
                row.role(),
                row.required(),
                row.trustsUnverifiedEmails());
    }
}
