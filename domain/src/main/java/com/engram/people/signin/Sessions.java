package com.engram.people.signin;

import com.engram.audit.Actor;
import com.engram.audit.AuditLog;
import com.engram.people.Caller;
import com.engram.people.Role;
import com.engram.people.credentials.Passwords;
import com.engram.people.credentials.SecretToken;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import com.engram.tenancy.TupleRows;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Signing in and out. The token of a session is the value of its cookie; the database knows its hash only. */
@ApplicationScoped
@Transactional
public class Sessions {

    private static final Duration NOTED = Duration.ofMinutes(1);

    private final EntityManager entities;
    private final FindCredentials logins;
    private final Passwords passwords;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    Sessions(EntityManager entities, FindCredentials logins, Passwords passwords, AuditLog audit, Clock clock) {
        this.entities = entities;
        this.logins = logins;
        this.passwords = passwords;
        this.audit = audit;
        this.clock = clock;
    }

    /** A session that can still be used. */
    public record Live(UUID id, Instant since, Instant lastSeen, SessionOrigin browser) {}

    /** Somebody whose password was right. */
    public record Recognised(UUID person, TenantId tenant) {}

    /** Who has this address and this password; takes as long for an unknown address. */
    @Transactional(TxType.NOT_SUPPORTED)
    public Optional<Recognised> recognise(String email, String password) {
        Optional<FindCredentials.Login> login = logins.find(email);
        if (login.isEmpty()) {
            passwords.hash(password);
            return Optional.empty();
        }
        boolean right = passwords.matches(password, login.get().passwordHash());
        return login.get()
                .tenant()
                .filter(tenant -> right)
                .map(tenant -> new Recognised(login.get().person(), tenant));
    }

    /** The person of that address and a tenant that they belong to, whatever their password. */
    public Optional<Recognised> find(String email) {
        return logins.find(email)
                .flatMap(login -> login.tenant().map(tenant -> new Recognised(login.person(), tenant)));
    }

    /** When a session was proved last and ends at the latest; what another one of its person takes over. */
    public record Standing(Instant provedAt, Instant expiresAt) {}

    /** How the session of the entered tenant stands. */
    public Optional<Standing> findStanding(UUID session) {
        return TupleRows.of(entities.createNativeQuery(
                                "select authenticated_at, expires_at from session where id = :id", Tuple.class)
                        .setParameter("id", session))
                .findFirst()
                .map(row -> new Standing(row.get(0, Instant.class), row.get(1, Instant.class)));
    }

    /**
     * Opens a session of that person in the entered tenant; the token is for the cookie.
     *
     * @param before the session that this one goes on from without a proof; empty if they proved who they are
     */
    public String open(UUID person, SessionOrigin browser, Optional<Standing> before) {
        Scope.getTenant();
        String token = SecretToken.random(43);
        Session session = new Session(UuidCreator.getTimeOrderedEpoch(), person, token, browser, clock.instant());
        entities.persist(before.map(old -> session.continuing(old.provedAt(), old.expiresAt()))
                .orElse(session));
        audit.record(Actor.current().as(person), "session.opened", "by " + browser.method());
        return token;
    }

    /** Who is behind a cookie, if its session lives. */
    public Optional<Caller> findCaller(String token) {
        Instant now = clock.instant();
        return TupleRows.of(entities.createNativeQuery(
                                "select session_id, tenant_id, person_id, role, suspended from find_session(:hash, :now, :idle)",
                                Tuple.class)
                        .setParameter("hash", SecretToken.hash(token))
                        .setParameter("now", now)
                        .setParameter("idle", now.minus(Session.IDLE)))
                .findFirst()
                .map(row -> new Caller(
                        row.get(0, UUID.class),
                        Optional.of(new TenantId(row.get(1, UUID.class))),
                        Optional.of(row.get(2, UUID.class)),
                        Role.of(row.get(3, String.class)).permissions(),
                        row.get(4, Boolean.class)));
    }

    /** Notes that a session of the entered tenant is in use; to the minute is enough. */
    public void touch(UUID session) {
        Instant now = clock.instant();
        entities.createNativeQuery("update session set last_seen_at = :now where id = :id and last_seen_at < :before")
                .setParameter("now", now)
                .setParameter("id", session)
                .setParameter("before", now.minus(NOTED))
                .executeUpdate();
    }

    /** The live sessions of a person in the entered tenant, the latest first. */
    public List<Live> listLive(UUID person) {
        Instant now = clock.instant();
        return TupleRows.of(entities.createNativeQuery("""
                                select id, created_at, last_seen_at, ip_address, user_agent, sign_in_method from session
                                where person_id = :person and expires_at > :now and last_seen_at > :idle
                                order by last_seen_at desc
                                """, Tuple.class)
                        .setParameter("person", person)
                        .setParameter("now", now)
                        .setParameter("idle", now.minus(Session.IDLE)))
                .map(row -> new Live(
                        row.get(0, UUID.class),
                        row.get(1, Instant.class),
                        row.get(2, Instant.class),
                        new SessionOrigin(
                                row.get(3, String.class), row.get(4, String.class), row.get(5, String.class))))
                .toList();
    }

    /**
     * Whether the session rests on the word of the tenant's own provider alone. Such a session says nothing to the
     * person's other tenants, and must not change how the person signs in there.
     */
    public boolean isVouchedFor(UUID session) {
        return !entities.createQuery("select 1 from Session where id = :id and signInMethod = :method", Integer.class)
                .setParameter("id", session)
                .setParameter("method", SessionOrigin.SINGLE_SIGN_ON)
                .getResultList()
                .isEmpty();
    }

    /** Whether whoever uses the session proved who they are a moment ago. */
    public boolean isFresh(UUID session) {
        return !entities.createQuery("select 1 from Session where id = :id and authenticatedAt > :since", Integer.class)
                .setParameter("id", session)
                .setParameter("since", clock.instant().minus(Session.FRESH))
                .getResultList()
                .isEmpty();
    }

    /** Whether that is the person's password. */
    @Transactional(TxType.NOT_SUPPORTED)
    public boolean isPasswordOf(UUID person, String password) {
        return logins.findPasswordHash(person)
                .filter(hash -> passwords.matches(password, hash))
                .isPresent();
    }

    /** Notes that whoever uses the session has proved again who they are. */
    public void proved(UUID session, String method) {
        entities.createQuery("update Session set authenticatedAt = :now where id = :id")
                .setParameter("now", clock.instant())
                .setParameter("id", session)
                .executeUpdate();
        audit.record("session.proved", "by " + method);
    }

    /** Ends a session of the entered tenant. */
    public void close(UUID session) {
        entities.createQuery("delete from Session where id = :id")
                .setParameter("id", session)
                .executeUpdate();
    }

    /** Ends a person's session in the entered tenant; false if there is none of that id. */
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

    /** Ends every session of a person in the entered tenant but that one. */
    public void closeOthers(UUID person, Optional<UUID> kept) {
        entities.createQuery("delete from Session where personId = :person and id <> :kept")
                .setParameter("person", person)
                .setParameter("kept", kept.orElse(new UUID(0, 0)))
                .executeUpdate();
    }
}
