package com.engram.admin.tenants;

import com.engram.database.Database;
import com.engram.tenancy.AsOperator;
import com.engram.web.PublicId;
import com.engram.web.paging.Cursor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tenants with their plan, owner and usage. Read-only, one query per page. */
@AsOperator
@ApplicationScoped
@Transactional
public class TenantDirectory {

    /** The current period is the newest one that has begun; it exists once something was used in it. */
    private static final String ENTRIES = """
            select t.id, t.name, t.plan_code as plan, t.plan_version, t.suspended_at is not null as is_suspended,
              t.read_only_since is not null as is_read_only, t.created_at,
              v.monthly_images + coalesce(u.granted, 0) as allowance,
              coalesce(u.used, 0) as used, coalesce(u.reserved, 0) as reserved,
              (select p.email from membership m join person p on p.id = m.person_id
               where m.tenant_id = t.id and m.role = 'owner' order by m.created_at limit 1) as owner,
              (select i.email from invitation i where i.tenant_id = t.id and i.role = 'owner'
                 and i.accepted_at is null and i.revoked_at is null order by i.created_at limit 1) as invited
            from tenant t
              join plan_version v on v.plan_code = t.plan_code and v.version = t.plan_version
              left join lateral (
                select n.used, n.reserved, n.granted, n.starts_on from usage_period n
                where n.tenant_id = t.id and n.starts_on > cast(:today as date) - interval '1 month'
                  and n.starts_on <= cast(:today as date) and (t.period_anchor is not null or n.starts_on >= date_trunc('month', cast(:today as date)))
                order by n.starts_on desc limit 1) u on true
            """;

    @Inject
    private Database database;

    @Inject
    private Clock clock;

    /**
     * A tenant.
     *
     * @param allowance images of the current period including granted credits; empty for unlimited
     * @param invited the email address of an invited owner who has not joined yet
     */
    public record Entry(
            UUID id,
            String name,
            String plan,
            int planVersion,
            boolean isSuspended,
            boolean isReadOnly,
            Instant createdAt,
            Optional<Integer> allowance,
            int used,
            int reserved,
            Optional<String> owner,
            Optional<String> invited) {

        /** Where a page ends whose last tenant this is. */
        Position position() {
            return new Position(createdAt, id);
        }
    }

    /** Where a page ended: the values of its last tenant that the list is sorted by. */
    record Position(Instant createdAt, UUID tenant) {

        String toCursor() {
            return Cursor.of(PublicId.TENANT.of(tenant), createdAt.toString());
        }

        /** The position; empty if the text is not a cursor. */
        static Optional<Position> parse(@Nullable String cursor) {
            return Cursor.parse(cursor, 2).flatMap(values -> {
                try {
                    Instant createdAt = Instant.parse(values.get(1));
                    return PublicId.TENANT.parse(values.get(0)).map(tenant -> new Position(createdAt, tenant));
                } catch (DateTimeParseException e) {
                    return Optional.empty();
                }
            });
        }
    }

    /** One page, newest first, after a position. */
    List<Entry> list(String search, Optional<Position> after, int limit) {
        return database.sql(ENTRIES + """
                        where (:search = '' or t.name ilike :part or t.plan_code = lower(:search)
                            or t.id = cast(:exact as uuid)
                            or exists (select from membership m join person p on p.id = m.person_id
                              where m.tenant_id = t.id and p.email ilike :part)
                            or exists (select from invitation i where i.tenant_id = t.id and i.email ilike :part
                              and i.accepted_at is null and i.revoked_at is null))
                          and (cast(:after as uuid) is null
                            or (t.created_at, t.id) < (cast(:createdAt as timestamptz), cast(:after as uuid)))
                        order by t.created_at desc, t.id desc limit :limit
                        """)
                .bind("today", LocalDate.now(clock))
                .bind("search", search.strip())
                .bindContaining("part", search.strip())
                .bind("exact", PublicId.TENANT.parse(search.strip()))
                .bind("after", after.map(Position::tenant))
                .bind("createdAt", after.map(Position::createdAt))
                .bind("limit", limit)
                .list(Entry.class);
    }

    /**
     * The tenants that used the largest share of their allowance in the current period, largest share first.
     */
    public List<Entry> listBusiest(int limit) {
        return database.sql(ENTRIES + """
                        where u.used > 0
                        order by u.used * 1.0 / nullif(v.monthly_images + u.granted, 0) desc nulls last, u.used desc
                        limit :limit
                        """)
                .bind("today", LocalDate.now(clock))
                .bind("limit", limit)
                .list(Entry.class);
    }

    /** The tenant with that id. */
    Optional<Entry> find(UUID id) {
        return database.sql(ENTRIES + "where t.id = :id")
                .bind("today", LocalDate.now(clock))
                .bind("id", id)
                .find(Entry.class);
    }
}
