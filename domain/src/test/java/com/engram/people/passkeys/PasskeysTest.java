package com.engram.people.passkeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.database.Database;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.InTransaction;
import com.engram.testing.SettableClock;
import com.engram.testing.TestPeople;
import com.engram.testing.TestTenants;
import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.PublicKeyCredentialDescriptor;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Passkeys as they are stored; the ceremonies are tested with a browser. */
@DomainTest
class PasskeysTest {

    private static final ByteArray CREDENTIAL = new ByteArray(new byte[] {1, 2, 3});

    private final Passkeys passkeys;
    private final Database database;
    private final InTransaction inTransaction;
    private final TestTenants tenants;
    private final SettableClock clock;
    private final TenantId tenant;
    private final UUID person;
    private final UUID stranger;
    private final UUID passkey = UUID.randomUUID();

    PasskeysTest(
            Passkeys passkeys,
            Database database,
            InTransaction inTransaction,
            TestPeople people,
            TestTenants tenants,
            SettableClock clock) {
        this.passkeys = passkeys;
        this.database = database;
        this.inTransaction = inTransaction;
        this.tenants = tenants;
        this.clock = clock;
        this.tenant = tenants.open("free");
        this.person = people.add(tenant, "ann@example.com", "owner");
        this.stranger = people.add(tenant, "ben@example.com", "viewer");
        tenants.run(
                tenant,
                () -> inTransaction.call(() -> database.sql("""
                    insert into passkey (id, person_id, credential_id, public_key, sign_count, name, created_at)
                    values (:id, :person, :credential, :key, 7, 'Laptop', :now)
                    """)
                        .bind("id", passkey)
                        .bind("person", person)
                        .bind("credential", CREDENTIAL.getBytes())
                        .bind("key", new byte[] {9})
                        .bind("now", clock.instant())
                        .update()));
    }

    @Test
    void a_person_sees_only_their_own_passkeys() {
        assertThat(tenants.call(tenant, () -> passkeys.listPasskeys(person)))
                .containsExactly(new Passkeys.Passkey(passkey, "Laptop", SettableClock.START, Optional.empty()));
        assertThat(tenants.call(tenant, () -> passkeys.listPasskeys(stranger))).isEmpty();
        assertThat(tenants.call(tenant, () -> passkeys.forget(stranger, passkey)))
                .isFalse();
        assertThat(tenants.call(tenant, () -> passkeys.forget(person, passkey))).isTrue();
        assertThat(tenants.call(tenant, () -> passkeys.listPasskeys(person))).isEmpty();
    }

    @Test
    void a_passkey_is_found_by_its_credential_before_the_tenant_is_known() {
        RegisteredCredential found = inTransaction
                .call(() -> stored(null).lookup(CREDENTIAL, StoredPasskeys.handle(person)))
                .orElseThrow();

        assertThat(found.getPublicKeyCose()).isEqualTo(new ByteArray(new byte[] {9}));
        assertThat(found.getSignatureCount()).isEqualTo(7);
        assertThat(inTransaction.call(() -> stored(null).lookup(CREDENTIAL, StoredPasskeys.handle(stranger))))
                .as("of another person")
                .isEmpty();
        assertThat(inTransaction.call(() -> stored(null).lookupAll(new ByteArray(new byte[] {4}))))
                .isEmpty();
    }

    @Test
    void existing_passkeys_are_excluded_from_a_registration() {
        assertThat(tenants.call(
                        tenant,
                        () -> inTransaction.call(() -> stored(person).getCredentialIdsForUsername(person.toString()))))
                .extracting(PublicKeyCredentialDescriptor::getId)
                .containsExactly(CREDENTIAL);
        assertThat(stored(person).getUsernameForUserHandle(StoredPasskeys.handle(person)))
                .contains(person.toString());
    }

    @Test
    void a_use_is_recorded() {
        tenants.run(tenant, () -> passkeys.used(new Passkeys.Authenticated(passkey, person, tenant, 8)));

        assertThat(tenants.call(tenant, () -> passkeys.listPasskeys(person)))
                .singleElement()
                .satisfies(used -> assertThat(used.lastUsedAt()).contains(clock.instant()));
        assertThat(inTransaction.call(() -> stored(null).lookupAll(CREDENTIAL)))
                .singleElement()
                .satisfies(found -> assertThat(found.getSignatureCount()).isEqualTo(8));
    }

    private StoredPasskeys stored(@Nullable UUID of) {
        return new StoredPasskeys(database, of);
    }
}
