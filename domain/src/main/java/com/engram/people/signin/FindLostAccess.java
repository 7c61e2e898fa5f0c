package com.engram.people.signin;

import com.engram.database.Database;
import com.engram.people.Caller;
import com.engram.tenancy.AsOperator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Checks the callers of requests that stay open, such as event streams, as often as they would be checked if they called again. */
@AsOperator
@ApplicationScoped
@Transactional
public class FindLostAccess {

    private final Database database;
    private final Clock clock;

    @Inject
    FindLostAccess(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * The ids of those callers that would be refused now: their session or key has ended, their membership has, or their
     * tenant is suspended.
     *
     * @param callers sessions of people and API keys
     */
    public Set<UUID> find(Collection<Caller> callers) {
        Instant now = clock.instant();
        Set<UUID> lost = callers.stream().map(Caller::id).collect(Collectors.toCollection(HashSet::new));
        lost.removeAll(Set.copyOf(database.sql("""
            select s.id from session s
              join membership m on m.tenant_id = s.tenant_id and m.person_id = s.person_id
              join tenant t on t.id = s.tenant_id
            where s.id = any(:ids) and s.expires_at > :now and s.last_seen_at > :idle and t.suspended_at is null
            union all
            select k.id from api_key k join tenant t on t.id = k.tenant_id
            where k.id = any(:ids) and k.revoked_at is null and (k.expires_at is null or k.expires_at > :now)
              and t.suspended_at is null
            """)
                .bind("ids", Set.copyOf(lost))
                .bind("now", now)
                .bind("idle", now.minus(Session.IDLE))
                .list(UUID.class)));
        return lost;
    }
}
