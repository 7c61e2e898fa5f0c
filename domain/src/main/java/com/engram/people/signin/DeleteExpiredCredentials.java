package com.engram.people.signin;

import com.engram.database.Database;
import com.engram.tenancy.AsOperator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Deletes personal data that is no longer needed: ended sessions with their IP addresses, used or expired links for new
 * passwords, and invitations a month after they were closed.
 */
@AsOperator
@ApplicationScoped
@Transactional
public class DeleteExpiredCredentials {

    private static final Duration INVITATION_RETENTION = Duration.ofDays(30);

    private final Database database;
    private final Clock clock;

    @Inject
    DeleteExpiredCredentials(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Deletes up to {@code limit} expired sessions; returns how many. */
    public int deleteSessions(int limit) {
        Instant now = clock.instant();
        return database.sql("""
            delete from session where id in (
              select id from session where expires_at < :now or last_seen_at < :idle limit :limit)
            """)
                .bind("now", now)
                .bind("idle", now.minus(Session.IDLE))
                .bind("limit", limit)
                .update();
    }

    /** Deletes up to {@code limit} links for a new password that are used or expired; returns how many. */
    public int deleteResets(int limit) {
        return database.sql("""
            delete from password_reset where id in (
              select id from password_reset where expires_at < :now or used_at is not null limit :limit)
            """)
                .bind("now", clock.instant())
                .bind("limit", limit)
                .update();
    }

    /** Deletes up to {@code limit} invitations that were closed a month ago; returns how many. The audit log keeps them. */
    public int deleteInvitations(int limit) {
        return database.sql("""
            delete from invitation where id in (
              select id from invitation
              where least(accepted_at, revoked_at, expires_at) < :before limit :limit)
            """)
                .bind("before", clock.instant().minus(INVITATION_RETENTION))
                .bind("limit", limit)
                .update();
    }
}
