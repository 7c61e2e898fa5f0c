package com.engram.people.passkeys;

import com.engram.database.Database;
import com.engram.tenancy.TenantId;
import com.yubico.webauthn.CredentialRepository;
import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.PublicKeyCredentialDescriptor;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gives the WebAuthn library access to the passkeys in the database. A user's handle is the person's id.
 *
 * @see <a href="https://developers.yubico.com/java-webauthn-server/">java-webauthn-server</a>
 */
final class StoredPasskeys implements CredentialRepository {

    private final Database database;
    private final @Nullable UUID person;

    /** @param person the person whose existing passkeys are excluded from a registration */
    StoredPasskeys(Database database, @Nullable UUID person) {
        this.database = database;
        this.person = person;
    }

    static ByteArray handle(UUID person) {
        return new ByteArray(ByteBuffer.allocate(16)
                .putLong(person.getMostSignificantBits())
                .putLong(person.getLeastSignificantBits())
                .array());
    }

    /** A passkey, and the tenant of its person to sign in to. */
    @SuppressWarnings("ArrayRecordComponent") // read and dropped, never compared
    record StoredPasskey(UUID passkeyId, UUID personId, byte[] publicKey, long signCount, TenantId tenantId) {}

    Optional<StoredPasskey> find(ByteArray credential) {
        return database.sql("""
                    select passkey_id, person_id, public_key, sign_count, tenant_id from find_passkey(:credential)
                    """).bind("credential", credential.getBytes()).find(StoredPasskey.class);
    }

    @Override
    public Set<PublicKeyCredentialDescriptor> getCredentialIdsForUsername(String username) {
        if (person == null) {
            return Set.of();
        }
        return database
                .sql("select credential_id from passkey where person_id = :person")
                .bind("person", person)
                .list(byte[].class)
                .stream()
                .map(id -> PublicKeyCredentialDescriptor.builder()
                        .id(new ByteArray(id))
                        .build())
                .collect(Collectors.toSet());
    }

    @Override
    public Optional<ByteArray> getUserHandleForUsername(String username) {
        return Optional.of(handle(UUID.fromString(username)));
    }

    @Override
    public Optional<String> getUsernameForUserHandle(ByteArray handle) {
        ByteBuffer bytes = ByteBuffer.wrap(handle.getBytes());
        return bytes.remaining() == 16
                ? Optional.of(new UUID(bytes.getLong(), bytes.getLong()).toString())
                : Optional.empty();
    }

    @Override
    public Optional<RegisteredCredential> lookup(ByteArray credential, ByteArray handle) {
        return lookupAll(credential).stream()
                .filter(found -> found.getUserHandle().equals(handle))
                .findFirst();
    }

    @Override
    public Set<RegisteredCredential> lookupAll(ByteArray credential) {
        return find(credential)
                .map(row -> RegisteredCredential.builder()
                        .credentialId(credential)
                        .userHandle(handle(row.personId()))
                        .publicKeyCose(new ByteArray(row.publicKey()))
                        .signatureCount(row.signCount())
                        .build())
                .stream()
                .collect(Collectors.toSet());
    }
}
