package com.engram.people.passkeys;

import com.engram.tenancy.TupleRows;
import com.yubico.webauthn.CredentialRepository;
import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.PublicKeyCredentialDescriptor;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
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

    private final EntityManager entities;
    private final @Nullable UUID person;

    /** @param person the person whose existing passkeys are excluded from a registration */
    StoredPasskeys(EntityManager entities, @Nullable UUID person) {
        this.entities = entities;
        this.person = person;
    }

    static ByteArray handle(UUID person) {
        return new ByteArray(ByteBuffer.allocate(16)
                .putLong(person.getMostSignificantBits())
                .putLong(person.getLeastSignificantBits())
                .array());
    }

    Optional<Tuple> find(ByteArray credential) {
        return TupleRows.of(entities.createNativeQuery(
                                "select passkey_id, person_id, public_key, sign_count, tenant_id from find_passkey(:credential)",
                                Tuple.class)
                        .setParameter("credential", credential.getBytes()))
                .findFirst();
    }

    @Override
    public Set<PublicKeyCredentialDescriptor> getCredentialIdsForUsername(String username) {
        if (person == null) {
            return Set.of();
        }
        return TupleRows.of(entities.createNativeQuery(
                                "select credential_id from passkey where person_id = :person", Tuple.class)
                        .setParameter("person", person))
                .map(row -> PublicKeyCredentialDescriptor.builder()
                        .id(new ByteArray(row.get(0, byte[].class)))
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
                        .userHandle(handle(row.get("person_id", UUID.class)))
                        .publicKeyCose(new ByteArray(row.get("public_key", byte[].class)))
                        .signatureCount(row.get("sign_count", Number.class).longValue())
                        .build())
                .stream()
                .collect(Collectors.toSet());
    }
}
