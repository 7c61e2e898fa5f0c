package com.engram.people.credentials;

import com.engram.database.Database;
import com.engram.tenancy.AsOperator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Encrypts stored secrets with {@code engram.secret} that are still encrypted with {@code engram.secret.previous}. After it
 * the previous secret is not needed any more, except by links and answers that expire within a day.
 */
@AsOperator
@ApplicationScoped
@Transactional
public class ReencryptSecrets {

    /** Where secrets are stored. */
    private static final List<SealedColumn> COLUMNS = List.of(
            new SealedColumn("totp", "person_id", "secret", "totp"),
            new SealedColumn("operator", "id", "totp_secret", "operator-totp"),
            new SealedColumn("sso_provider", "tenant_id", "client_secret", "sso"));

    private final Database database;
    private final SecretCipher cipher;

    @Inject
    ReencryptSecrets(Database database, SecretCipher cipher) {
        this.database = database;
        this.cipher = cipher;
    }

    private record SealedColumn(String table, String key, String column, String purpose) {}

    @SuppressWarnings("ArrayRecordComponent") // read and dropped, never compared
    private record SealedRow(UUID id, byte[] sealed) {}

    /**
     * Encrypts them; how many were encrypted with the previous secret. All or none is changed.
     *
     * @throws IllegalStateException if one was encrypted with neither secret
     */
    public int run() {
        return COLUMNS.stream().mapToInt(this::reencrypt).sum();
    }

    private int reencrypt(SealedColumn of) {
        int changed = 0;
        for (SealedRow row : database.sql(
                        "select %1$s as id, %2$s as sealed from %3$s where %2$s is not null for update"
                                .formatted(of.key(), of.column(), of.table()))
                .list(SealedRow.class)) {
            Optional<byte[]> renewed = cipher.renew(of.purpose(), row.sealed());
            if (renewed.isPresent()) {
                changed += database.sql("update %s set %s = :sealed where %s = :id"
                                .formatted(of.table(), of.column(), of.key()))
                        .bind("sealed", renewed.get())
                        .bind("id", row.id())
                        .update();
            }
        }
        return changed;
    }
}
