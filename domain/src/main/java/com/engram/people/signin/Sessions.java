package com.engram.people.signin;

import com.engram.audit.Actor;
import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.database.Lookups;
import com.engram.language.Language;
import com.engram.people.Caller;
import com.engram.people.Role;
import com.engram.people.credentials.Passwords;
import com.engram.people.credentials.SecretToken;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Opens, checks and ends sessions. The cookie contains the session's token; the database stores only its hash. */
@ApplicationScoped
@Transactional
public class Sessions {

    /** How long the recorded use of a session stays as it is. */
    public static final Duration TOUCH_INTERVAL = Duration.ofMinutes(1);

    private final EntityManager entities;
    private final Database database;
    private final Lookups lookups;
    private final FindCredentials findCredentials;
    private final Passwords passwords;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    Sessions(
            EntityManager entities,
            Database database,
            Lookups lookups,
            FindCredentials findCredentials,
            Passwords passwords,
            AuditLog audit,
            Clock clock) {
        this.entities = entities;
        this.database = database;
        this.lookups = lookups;
        this.findCredentials = findCredentials;
        this.passwords = passwords;
        this.audit = audit;
        this.clock = clock;
    }

    /** A session that has not expired. */
    public record ActiveSession(UUID id, Instant since, Instant lastSeen, SessionOrigin browser) {}

    private record SessionRow(
            UUID id, Instant createdAt, Instant lastSeenAt, String ipAddress, String userAgent, String signInMethod) {

        ActiveSession toActiveSession() {
            return new ActiveSession(id, createdAt, lastSeenAt, new SessionOrigin(ipAddress, userAgent, signInMethod));
        }
    }

    private record CallerRow(
            UUID sessionId,
            TenantId tenantId,
            UUID personId,
            String role,
            boolean suspended,
            Optional<String> language,
            Instant lastSeenAt) {

        Caller toCaller() {
            return new Caller(
                    sessionId,
                    Optional.of(tenantId),
                    Optional.of(personId),
                    Role.of(role).permissions(),
                    suspended,
                    language.flatMap(Language::find),
                    false,
                    Optional.empty(),
                    Optional.of(lastSeenAt));
        }
    }

    /** A person who has signed in, and a tenant that they belong to. */
    public record Authenticated(UUID person, TenantId tenant) {}

    /** The person with this email address and password. Takes the same time for an unknown address. */
    @Transactional(TxType.NOT_SUPPORTED)
    public Optional<Authenticated> authenticate(String email, String password) {
        Optional<FindCredentials.Credentials> credentials = findCredentials.find(email);
        if (credentials.isEmpty()) {
            passwords.hash(password);
            return Optional.empty();
        }
        boolean matches = passwords.matches(password, credentials.get().passwordHash());
        return credentials.filter(found -> matches).flatMap(Sessions::toAuthenticated);
    }

    /** The person with this email address and a tenant that they belong to, without checking a password. */
    public Optional<Authenticated> find(String email) {
        return findCredentials.find(email).flatMap(Sessions::toAuthenticated);
    }

    private static Optional<Authenticated> toAuthenticated(FindCredentials.Credentials credentials) {
        return credentials.tenantId().map(tenant -> new Authenticated(credentials.personId(), tenant));
    }

    /** When a session was last authenticated, and when it ends at the latest. Another session of the person takes it over. */
    public record SessionProof(Instant authenticatedAt, Instant expiresAt) {}

    /** The proof of a session of the scope's tenant. */
    public Optional<SessionProof> findProof(UUID session) {
        return database.sql("select authenticated_at, expires_at from session where id = :id")
                .bind("id", session)
                .find(SessionProof.class);
    }

    /**
     * Opens a session of a person in the scope's tenant; returns the token for the cookie.
     *
     * @param before the proof of the session that this one continues; empty if the person has just authenticated
     */
    public String open(UUID person, SessionOrigin browser, Optional<SessionProof> before) {
        Scope.getTenant();
        String token = SecretToken.random(43);
        Session session = new Session(UuidCreator.getTimeOrderedEpoch(), person, token, browser, clock.instant());
        entities.persist(before.map(old -> session.continuing(old.authenticatedAt(), old.expiresAt()))
                .orElse(session));
        audit.record(Actor.current().as(person), "session.opened", "by " + browser.method());
        return token;
    }

    /** The caller with this cookie; empty if the session has expired. Needs no scope. */
    @Transactional(TxType.NOT_SUPPORTED)
    public Optional<Caller> findCaller(String token) {
        Instant now = clock.instant();
        return lookups.sql("select session_id, tenant_id, person_id, role, suspended, language, last_seen_at"
                        + " from find_session(:hash, :now, :idle)")
                .bind("hash", SecretToken.hash(token))
                .bind("now", now)
                .bind("idle", now.minus(Session.IDLE))
                .find(CallerRow.class)
                .map(CallerRow::toCaller);
    }

    /** Records that a session of the scope's tenant is in use, at most once a minute. */
    public void touch(UUID session) {
        Instant now = clock.instant();
        database.sql("update session set last_seen_at = :now where id = :id and last_seen_at < :before")
                .bind("now", now)
                .bind("id", session)
                .bind("before", now.minus(TOUCH_INTERVAL))
                .update();
    }

    /** The active sessions of a person in the scope's tenant, the most recently used first. */
    public List<ActiveSession> listActive(UUID person) {
        Instant now = clock.instant();
        return database
                .sql("""
                    select id, created_at, last_seen_at, ip_address, user_agent, sign_in_method from session
                    where person_id = :person and expires_at > :now and last_seen_at > :idle
                    order by last_seen_at desc
                    """)
                .bind("person", person)
                .bind("now", now)
                .bind("idle", now.minus(Session.IDLE))
                .list(SessionRow.class)
                .stream()
                .map(SessionRow::toActiveSession)
                .toList();
    }

    /**
     * Whether the person signed in through the tenant's own provider. Such a session proves nothing to the person's other
     * tenants, so it must not change how the person signs in there.
     */
    public boolean isSignedInBySso(UUID session) {
        return !entities.createQuery("select 1 from Session where id = :id and signInMethod = :method", Integer.class)
                .setParameter("id", session)
                .setParameter("method", SessionOrigin.SINGLE_SIGN_ON)
                .getResultList()
                .isEmpty();
    }

    /** Whether the person has authenticated recently in this session. */
    public boolean isRecentlyProved(UUID session) {
        return !entities.createQuery("select 1 from Session where id = :id and authenticatedAt > :since", Integer.class)
                .setParameter("id", session)
                .setParameter("since", clock.instant().minus(Session.FRESH))
                .getResultList()
                .isEmpty();
    }

    /** Whether a password is the person's. */
    @Transactional(TxType.NOT_SUPPORTED)
    public boolean isPasswordOf(UUID person, String password) {
        return findCredentials
                .findPasswordHash(person)
                .filter(hash -> passwords.matches(password, hash))
                .isPresent();
    }

    /** Records that the person has authenticated again in this session. */
    public void recordProof(UUID session, String method) {
        entities.createQuery("update Session set authenticatedAt = :now where id = :id")
                .setParameter("now", clock.instant())
                .setParameter("id", session)
                .executeUpdate();
        audit.record("session.proved", "by " + method);
    }

    /** Ends a session of the scope's tenant. */
    public void close(UUID session) {
        entities.createQuery("delete from Session where id = :id")
                .setParameter("id", session)
                .executeUpdate();
    }

    /** Ends a person's session in the scope's tenant; false if there is none with this id. */
    public boolean revoke(UUID person, UUID session) {
        boolean known = entities.createQuery("delete from Session where id = :id and personId = :person")
                        .setParameter("id", session)
                        .setParameter("person", person)
                        .executeUpdate()
                == 1;
        if (known) {
            audit.record("session.revoked", session.toString());
        }
        return known;
    }

    /** Ends every session of a person in the scope's tenant but that one. */
    public void closeOthers(UUID person, Optional<UUID> kept) {
        entities.createQuery("delete from Session where personId = :person and id <> :kept")
                .setParameter("person", person)
                .setParameter("kept", kept.orElse(new UUID(0, 0)))
                .executeUpdate();
    }
}
