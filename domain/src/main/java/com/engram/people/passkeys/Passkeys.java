package com.engram.people.passkeys;

import com.engram.audit.Actor;
import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.language.ShortenedText;
import com.engram.mail.PortalUrl;
import com.engram.people.credentials.EncryptedTokens;
import com.engram.tenancy.TenantId;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.f4b6a3.uuid.UuidCreator;
import com.yubico.webauthn.AssertionRequest;
import com.yubico.webauthn.AssertionResult;
import com.yubico.webauthn.FinishAssertionOptions;
import com.yubico.webauthn.FinishRegistrationOptions;
import com.yubico.webauthn.RegistrationResult;
import com.yubico.webauthn.RelyingParty;
import com.yubico.webauthn.StartAssertionOptions;
import com.yubico.webauthn.StartRegistrationOptions;
import com.yubico.webauthn.data.AuthenticatorSelectionCriteria;
import com.yubico.webauthn.data.PublicKeyCredential;
import com.yubico.webauthn.data.PublicKeyCredentialCreationOptions;
import com.yubico.webauthn.data.RelyingPartyIdentity;
import com.yubico.webauthn.data.ResidentKeyRequirement;
import com.yubico.webauthn.data.UserIdentity;
import com.yubico.webauthn.data.UserVerificationRequirement;
import com.yubico.webauthn.exception.AssertionFailedException;
import com.yubico.webauthn.exception.RegistrationFailedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A person's passkeys (WebAuthn). Each ceremony has two steps: the server sends a challenge, and the browser responds. The
 * browser keeps the encrypted request in between, which is valid for five minutes.
 */
@ApplicationScoped
@Transactional
public class Passkeys {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int MAX_NAME_LENGTH = 60;

    private final Database database;
    private final PortalUrl portal;
    private final EncryptedTokens tokens;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    Passkeys(Database database, PortalUrl portal, EncryptedTokens tokens, AuditLog audit, Clock clock) {
        this.database = database;
        this.portal = portal;
        this.tokens = tokens;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A request to the browser.
     *
     * @param json the options for {@code navigator.credentials}
     * @param state the encrypted request, which the browser returns with its response
     */
    public record Asked(String json, String state) {}

    /** A passkey, for its owner's list. */
    public record Passkey(UUID id, String name, Instant createdAt, Optional<Instant> lastUsedAt) {}

    /** A person who signed in with a passkey, and a tenant of theirs. */
    public record Authenticated(UUID passkey, UUID person, TenantId tenant, long signCount) {}

    /** The passkeys of a person, in the scope of one of their tenants. */
    public List<Passkey> listPasskeys(UUID person) {
        return database.sql("""
                    select id, name, created_at, last_used_at from passkey where person_id = :person order by created_at
                    """).bind("person", person).list(Passkey.class);
    }

    /** Deletes a passkey; false if the person has no passkey with this id. */
    public boolean forget(UUID person, UUID passkey) {
        boolean known = database.sql("delete from passkey where id = :id and person_id = :person")
                        .bind("id", passkey)
                        .bind("person", person)
                        .update()
                == 1;
        if (known) {
            audit.record("passkey.removed", passkey.toString());
        }
        return known;
    }

    /** Starts the registration of a new passkey. */
    public Asked askForNew(UUID person, String email, String name) {
        StoredPasskeys stored = new StoredPasskeys(database, person);
        PublicKeyCredentialCreationOptions options = party(stored)
                .startRegistration(StartRegistrationOptions.builder()
                        .user(UserIdentity.builder()
                                .name(email)
                                .displayName(name)
                                .id(StoredPasskeys.handle(person))
                                .build())
                        .authenticatorSelection(AuthenticatorSelectionCriteria.builder()
                                .residentKey(ResidentKeyRequirement.REQUIRED)
                                .userVerification(UserVerificationRequirement.REQUIRED)
                                .build())
                        .build());
        try {
            return new Asked(options.toCredentialsCreateJson(), issueState("new " + person, options.toJson()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Options are always JSON", e);
        }
    }

    /** Finishes a registration and stores the passkey if the response is valid. */
    public boolean keep(UUID person, String name, String state, String answer) {
        Optional<String> asked = readState("new " + person, state);
        if (asked.isEmpty()) {
            return false;
        }
        try {
            RegistrationResult result = party(new StoredPasskeys(database, person))
                    .finishRegistration(FinishRegistrationOptions.builder()
                            .request(PublicKeyCredentialCreationOptions.fromJson(asked.get()))
                            .response(PublicKeyCredential.parseRegistrationResponseJson(answer))
                            .build());
            insert(person, name, result);
            audit.record("passkey.added", name);
            return true;
        } catch (RegistrationFailedException | IOException e) {
            return false;
        }
    }

    /** Starts a sign-in with any passkey that the browser has for this site. */
    public Asked askForKnown() {
        AssertionRequest request = party(new StoredPasskeys(database, null))
                .startAssertion(StartAssertionOptions.builder()
                        .userVerification(UserVerificationRequirement.REQUIRED)
                        .build());
        try {
            return new Asked(request.toCredentialsGetJson(), issueState("known", request.toJson()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Options are always JSON", e);
        }
    }

    /** Finishes a sign-in; empty if the response is not valid. */
    public Optional<Authenticated> recognise(String state, String answer) {
        Optional<String> asked = readState("known", state);
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        StoredPasskeys stored = new StoredPasskeys(database, null);
        try {
            AssertionResult result = party(stored)
                    .finishAssertion(FinishAssertionOptions.builder()
                            .request(AssertionRequest.fromJson(asked.get()))
                            .response(PublicKeyCredential.parseAssertionResponseJson(answer))
                            .build());
            return result.isSuccess()
                    ? stored.find(result.getCredentialId())
                            .map(row -> new Authenticated(
                                    row.passkeyId(), row.personId(), row.tenantId(), result.getSignatureCount()))
                    : Optional.empty();
        } catch (AssertionFailedException | IOException e) {
            return Optional.empty();
        }
    }

    /** Records the use of a passkey, in the scope of the person's tenant. */
    public void used(Authenticated recognised) {
        database.sql("update passkey set sign_count = :count, last_used_at = :now where id = :id")
                .bind("count", recognised.signCount())
                .bind("now", clock.instant())
                .bind("id", recognised.passkey())
                .update();
        audit.record(Actor.current().as(recognised.person()), "passkey.used", "at sign-in");
    }

    private void insert(UUID person, String name, RegistrationResult result) {
        String named = name.isBlank() ? "Passkey" : name.strip();
        database.sql("""
                    insert into passkey (id, person_id, credential_id, public_key, sign_count, name, created_at)
                    values (:id, :person, :credential, :key, :count, :name, :now)
                    """)
                .bind("id", UuidCreator.getTimeOrderedEpoch())
                .bind("person", person)
                .bind("credential", result.getKeyId().getId().getBytes())
                .bind("key", result.getPublicKeyCose().getBytes())
                .bind("count", result.getSignatureCount())
                .bind("name", ShortenedText.of(named, MAX_NAME_LENGTH))
                .bind("now", clock.instant())
                .update();
    }

    private RelyingParty party(StoredPasskeys stored) {
        return RelyingParty.builder()
                .identity(RelyingPartyIdentity.builder()
                        .id(URI.create(portal.origin()).getHost())
                        .name("Engram")
                        .build())
                .credentialRepository(stored)
                .origins(Set.of(portal.origin()))
                .build();
    }

    private String issueState(String purpose, String json) {
        return tokens.issue("passkey " + purpose, json, PATIENCE);
    }

    private Optional<String> readState(String purpose, String state) {
        return tokens.read("passkey " + purpose, state);
    }
}
