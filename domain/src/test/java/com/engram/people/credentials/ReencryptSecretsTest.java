package com.engram.people.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.database.Database;
import com.engram.people.factors.SecondFactor;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.InTransaction;
import com.engram.testing.TestPeople;
import com.engram.testing.TestTenants;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** The secret of an installation is replaced by another one, and back, because other tests read what this one reads. */
@DomainTest
class ReencryptSecretsTest {

    private static final String OLD = ConfigProvider.getConfig().getValue("engram.secret", String.class);
    private static final String NEW = "another secret of at least 32 characters";

    private final SecondFactor secondFactor;
    private final SecretCipher cipher;
    private final Database database;
    private final InTransaction inTransaction;
    private final TestTenants tenants;
    private final TenantId tenant;
    private final UUID person;

    ReencryptSecretsTest(
            SecondFactor secondFactor,
            SecretCipher cipher,
            Database database,
            InTransaction inTransaction,
            TestPeople people,
            TestTenants tenants) {
        this.secondFactor = secondFactor;
        this.cipher = cipher;
        this.database = database;
        this.inTransaction = inTransaction;
        this.tenants = tenants;
        this.tenant = tenants.open("free");
        this.person = people.add(tenant, "ann@example.com", "owner");
    }

    private int reencrypt(String secret, String previous) {
        return new ReencryptSecrets(database, new SecretCipher(secret, Optional.of(previous))).run();
    }

    private byte[] read(String secret, String purpose, String sql) {
        return new SecretCipher(secret, Optional.empty())
                .open(purpose, database.sql(sql).bind("id", person).get(byte[].class));
    }

    @Test
    void stored_secrets_can_be_read_with_the_new_secret_alone() {
        byte[] app = tenants.call(tenant, () -> secondFactor.enrol(person)).orElseThrow();
        byte[] operatorApp = {1, 2, 3};
        byte[] client = "client".getBytes(StandardCharsets.UTF_8);

        tenants.callAsOperator(() -> inTransaction.call(() -> {
            database.sql("""
                insert into operator (id, email, password_hash, role, totp_secret, created_at)
                values (:id, 'reencrypted@example.com', '', 'support', :secret, now())
                """)
                    .bind("id", person)
                    .bind("secret", cipher.seal("operator-totp", operatorApp))
                    .update();
            database.sql("""
                insert into sso_provider (tenant_id, issuer, client_id, client_secret, role, required,
                  trusts_unverified_emails, created_at)
                values (:tenant, 'https://id.example', 'engram', :secret, 'viewer', false, false, now())
                """)
                    .bind("tenant", tenant)
                    .bind("secret", cipher.seal("sso", client))
                    .update();

            assertThat(reencrypt(NEW, OLD)).isGreaterThanOrEqualTo(3);

            assertThat(read(NEW, "totp", "select secret from totp where person_id = :id"))
                    .isEqualTo(app);
            assertThat(read(NEW, "operator-totp", "select totp_secret from operator where id = :id"))
                    .isEqualTo(operatorApp);
            assertThat(read(NEW, "sso", """
                select client_secret from sso_provider p join membership m on m.tenant_id = p.tenant_id
                where m.person_id = :id
                """)).isEqualTo(client);
            assertThat(reencrypt(NEW, OLD)).isZero();
            assertThat(reencrypt(OLD, NEW)).isGreaterThanOrEqualTo(3);
            database.sql("delete from operator where id = :id")
                    .bind("id", person)
                    .update();
            return true;
        }));
    }
}
