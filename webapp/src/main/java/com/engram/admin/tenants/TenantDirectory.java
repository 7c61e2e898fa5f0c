package com.engram.admin.tenants;

import com.engram.web.PublicId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tenants with their plan, owner and usage. Read-only, one query per page; needs the operator's scope. */
@ApplicationScoped
@Transactional
public class TenantDirectory {

    /** The current period is the newest one that has begun; it exists once something was used in it. */
    private static final String ENTRIES = """
            select t.id, t.name, t.plan_code, t.plan_version, t.suspended_at is not null, t.read_only_since is not null,
              t.created_at, v.monthly_images, coalesce(u.used, 0), coalesce(u.reserved, 0), coalesce(u.granted, 0),
              (select p.email from membership m join person p on p.id = m.person_id
               where m.tenant_id = t.id and m.role = 'owner' order by m.created_at limit 1),
              (select i.email from invitation i where i.tenant_id = t.id and i.role = 'owner'
                 and i.accepted_at is null and i.revoked_at is null order by i.created_at limit 1)
            from tenant t
              join plan_version v on v.plan_code = t.plan_code and v.version = t.plan_version
              left join lateral (
                select n.used, n.reserved, n.granted, n.starts_on from usage_period n
                where n.tenant_id = t.id and n.starts_on > cast(:today as date) - interval '1 month'
                  and n.starts_on <= :today and (t.period_anchor is not null or n.starts_on >= date_trunc('month', cast(:today as date)))
                order by n.starts_on desc limit 1) u on true
            """;

    @PersistenceContext(unitName = "engram")
    private EntityManager entities;

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
            Optional<String> invited) {}

    /** One page, newest first, after the given tenant. */
    @SuppressWarnings("unchecked")
    List<Entry> list(String search, Optional<UUID> after, int limit) {
        List<Object[]> rows = entities.createNativeQuery(ENTRIES + """
                        where (:search = '' or t.name ilike :part or t.plan_code = lower(:search) or t.id = :exact
                            or exists (select from membership m join person p on p.id = m.person_id
                              where m.tenant_id = t.id and p.email ilike :part)
                            or exists (select from invitation i where i.tenant_id = t.id and i.email ilike :part
                              and i.accepted_at is null and i.revoked_at is null))
                          and (cast(:after as uuid) is null or (t.created_at, t.id)
                            < (select a.created_at, a.id from tenant a where a.id = :after))
                        order by t.created_at desc, t.id desc limit :limit
                        """)
                .setParameter("today", LocalDate.now(clock))
                .setParameter("search", search.strip())
                .setParameter("part", "%" + escaped(search.strip()) + "%")
                .setParameter("exact", PublicId.TENANT.parse(search.strip()).orElse(null))
                .setParameter("after", after.orElse(null))
                .setParameter("limit", limit)
                .getResultList();
        return rows.stream().map(TenantDirectory::entry).toList();
    }

    /** The tenants that used the largest share of their allowance in the current period, largest share first. */
    @SuppressWarnings("unchecked")
    public List<Entry> listBusiest(int limit) {
        List<Object[]> rows = entities.createNativeQuery(ENTRIES + """
                        where u.used > 0
                        order by u.used * 1.0 / nullif(v.monthly_images + u.granted, 0) desc nulls last, u.used desc
                        limit :limit
                        """)
                .setParameter("today", LocalDate.now(clock))
                .setParameter("limit", limit)
                .getResultList();
        return rows.stream().map(TenantDirectory::entry).toList();
    }

    /** The tenant with that id. */
    @SuppressWarnings("unchecked")
    Optional<Entry> find(UUID id) {
        List<Object[]> rows = entities.createNativeQuery(ENTRIES + "where t.id = :id")
                .setParameter("today", LocalDate.now(clock))
                .setParameter("id", id)
                .getResultList();
        return rows.stream().map(TenantDirectory::entry).findFirst();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static Entry entry(Object[] row) {
        int granted = number(row[10]);
        return new Entry(
                (UUID) row[0],
                (String) row[1],
                (String) row[2],
                number(row[3]),
                (Boolean) row[4],
                (Boolean) row[5],
                instant(row[6]),
                Optional.ofNullable((Number) row[7]).map(images -> images.intValue() + granted),
                number(row[8]),
                number(row[9]),
                Optional.ofNullable((String) row[11]),
                Optional.ofNullable((String) row[12]));
    }

    private static int number(@Nullable Object count) {
        return count == null ? 0 : ((Number) count).intValue();
    }

    private static Instant instant(Object time) {
        return time instanceof Instant already
                ? already
                : ((java.time.OffsetDateTime) time)
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .toInstant();
    }
}
