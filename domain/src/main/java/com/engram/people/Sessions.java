package com.engram.people;

import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Signing in and out. The token of a session is the value of its cookie; the database knows its hash only. */
@ApplicationScoped
@Transactional
public class Sessions {

    @PersistenceContext(unitName = "engram")
    private EntityManager entities;

    @Inject
    private Passwords passwords;

    @Inject
    private Clock clock;

    /** Somebody whose password was right. */
    public record Recognised(UUID person, TenantId tenant) {}

    /** Who has this address and this password; takes as long for an unknown address. */
    @SuppressWarnings("unchecked")
    public Optional<Recognised> recognise(String email, String password) {
        List<Object[]> rows = entities.createNativeQuery(
                        "select person_id, password_hash, tenant_id from find_login(:email)")
                .setParameter("email", email.strip())
                .getResultList();
        if (rows.isEmpty()) {
            passwords.hash(password);
            return Optional.empty();
        }
        Object[] row = rows.get(0);
        return passwords.matches(password, (String) row[1]) && row[2] != null
                ? Optional.of(new Recognised((UUID) row[0], new TenantId((UUID) row[2])))
                : Optional.empty();
    }

    /** Opens a session of that person in the entered tenant; the token is for the cookie. */
    public String open(UUID person) {
        Scope.getTenant();
        String token = Secret.random(43);
        entities.persist(new Session(UuidCreator.getTimeOrderedEpoch(), person, token, clock.instant()));
        return token;
    }

    /** Who is behind a cookie, if its session lives. */
    @SuppressWarnings("unchecked")
    public Optional<Caller> findCaller(String token) {
        List<Object[]> rows = entities.createNativeQuery(
                        "select session_id, tenant_id, person_id, role, suspended from find_session(:hash, :now)")
                .setParameter("hash", Secret.hash(token))
                .setParameter("now", clock.instant())
                .getResultList();
        return rows.stream()
                .findFirst()
                .map(row -> new Caller(
                        (UUID) row[0],
                        Optional.of(new TenantId((UUID) row[1])),
                        Optional.of((UUID) row[2]),
                        Role.of((String) row[3]).permissions(),
                        (Boolean) row[4]));
    }

    /** Ends a session of the entered tenant. */
    public void close(UUID session) {
        entities.createQuery("delete from Session where id = :id")
                .setParameter("id", session)
                .executeUpdate();
    }
}
