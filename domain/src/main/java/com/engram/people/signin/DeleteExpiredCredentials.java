package com.engram.people.signin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Forgets what was known of people for a while only: browsers that are signed out by now, with their addresses, links for
 * new passwords, and a month after they closed invitations, with strangers' addresses. Runs in the operator's scope.
 */
@ApplicationScoped
@Transactional
public class DeleteExpiredCredentials {

    private static final Duration INVITATION_KEPT = Duration.ofDays(30);

    private final EntityManager entities;
    private final Clock clock;

    @Inject
    DeleteExpiredCredentials(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /** Sessions that are over, up to so many; how many there were. */
    public int sessions(int most) {
        Instant now = clock.instant();
        return entities.createNativeQuery("""
                        delete from session where id in (
                          select id from session where expires_at < :now or last_seen_at < :idle limit :most)
                        """)
                .setParameter("now", now)
                .setParameter("idle", now.minus(Session.IDLE))
                .setParameter("most", most)
                .executeUpdate();
    }

    /** Links for a new password that open nothing any more. */
    public int resets(int most) {
        return entities.createNativeQuery("""
                        delete from password_reset where id in (
                          select id from password_reset where expires_at < :now or used_at is not null limit :most)
                        """)
                .setParameter("now", clock.instant())
                .setParameter("most", most)
                .executeUpdate();
    }

    /** Invitations that were taken, taken back or out of time a month ago; the audit log still tells of them. */
    public int invitations(int most) {
        return entities.createNativeQuery("""
                        delete from invitation where id in (
                          select id from invitation where least(accepted_at, revoked_at, expires_at) < :before limit :most)
                        """)
                .setParameter("before", clock.instant().minus(INVITATION_KEPT))
                .setParameter("most", most)
                .executeUpdate();
    }
}
