package com.engram.analysis.reports;

import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** How many analyses of a tenant came to which end, day by day, UTC. For a tenant of the scope. */
@ApplicationScoped
@Transactional
public class UsageHistory {

    private static final String DAY = "cast(a.finished_at at time zone 'UTC' as date)";
    private static final String MEMBER = """
        coalesce(p.name, 'API key ' || k.name,
          case when a.requested_by is null then 'Not known' else 'Somebody who has left' end)
        """;
    private static final String PROJECT = "coalesce(j.name, 'No project')";

    /** By whatever is put before the counts. */
    private static final String SHARES = """
        select %s,
          count(*) filter (where a.state = 'DONE' and a.credits > 0),
          count(*) filter (where a.state = 'DONE' and a.credits = 0),
          count(*) filter (where a.state = 'REJECTED'), count(*) filter (where a.state = 'FAILED')
        from analysis a left join person p on p.id = a.requested_by
          left join api_key k on k.id = a.requested_by and k.tenant_id = a.tenant_id
          left join project_image f on f.image_id = a.image_id left join project j on j.id = f.project_id
        where a.tenant_id = :tenant and a.finished_at >= cast(:from as timestamp) at time zone 'UTC'
          and a.finished_at < cast(:to as timestamp) at time zone 'UTC'
        %s
        """;

    private final EntityManager entities;

    @Inject
    UsageHistory(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * A day.
     *
     * @param charged delivered and charged
     * @param free delivered at no charge, because the same bytes had been analysed before
     * @param rejected not billed, for the image's fault
     * @param failed not billed, for ours
     */
    public record Day(LocalDate day, int charged, int free, int rejected, int failed) {}

    /** All days from the first up to but not including the last, those without an analysis too. */
    @SuppressWarnings("unchecked")
    public List<Day> listDays(TenantId tenant, LocalDate from, LocalDate to) {
        List<Object[]> rows = entities.createNativeQuery("""
                        select cast(d as date), count(a.id) filter (where a.state = 'DONE' and a.credits > 0),
                          count(a.id) filter (where a.state = 'DONE' and a.credits = 0),
                          count(a.id) filter (where a.state = 'REJECTED'), count(a.id) filter (where a.state = 'FAILED')
                        from generate_series(cast(:from as timestamp), cast(:to as timestamp) - interval '1 day', interval '1 day') d
                          left join analysis a on a.tenant_id = :tenant
                            and a.finished_at >= d at time zone 'UTC' and a.finished_at < (d + interval '1 day') at time zone 'UTC'
                        group by d order by d
                        """)
                .setParameter("tenant", tenant.value())
                .setParameter("from", from)
                .setParameter("to", to)
                .getResultList();
        return rows.stream().map(UsageHistory::day).toList();
    }

    /**
     * What came of a part of the analyses.
     *
     * @param name a person's or a project's, or {@code API key} and the key's
     */
    public record Share(String name, int charged, int free, int rejected, int failed) {}

    /** What came of the pictures that are in a project now; of those in none if there is no id. */
    public record ProjectShare(Optional<UUID> project, Share share) {}

    /** What a member asked for on one day for one project. */
    public record DayShare(LocalDate day, String member, Share project) {}

    /** Who asked for how much from the first day up to but not including the last, the most first. */
    @SuppressWarnings("unchecked")
    public List<Share> listMembers(TenantId tenant, LocalDate from, LocalDate to) {
        List<Object[]> rows = between(SHARES.formatted(MEMBER, "group by 1 order by 2 desc, 1"), tenant, from, to);
        return rows.stream().map(row -> share(row, 0)).toList();
    }

    /** How much each project took in the same time, the most first. */
    @SuppressWarnings("unchecked")
    public List<ProjectShare> listProjects(TenantId tenant, LocalDate from, LocalDate to) {
        List<Object[]> rows =
                between(SHARES.formatted("j.id, " + PROJECT, "group by 1, 2 order by 3 desc, 2"), tenant, from, to);
        return rows.stream()
                .map(row -> new ProjectShare(Optional.ofNullable((UUID) row[0]), share(row, 1)))
                .toList();
    }

    /** Both, day by day; days without an analysis are left out. */
    @SuppressWarnings("unchecked")
    public List<DayShare> listDaysOfMembers(TenantId tenant, LocalDate from, LocalDate to) {
        List<Object[]> rows = between(
                SHARES.formatted(DAY + ", " + MEMBER + ", " + PROJECT, "group by 1, 2, 3 order by 1, 2, 3"),
                tenant,
                from,
                to);
        return rows.stream()
                .map(row -> new DayShare(date(row[0]), (String) row[1], share(row, 2)))
                .toList();
    }

    @SuppressWarnings("rawtypes")
    private List between(String query, TenantId tenant, LocalDate from, LocalDate to) {
        return entities.createNativeQuery(query)
                .setParameter("tenant", tenant.value())
                .setParameter("from", from)
                .setParameter("to", to)
                .getResultList();
    }

    private static Share share(Object[] row, int at) {
        return new Share(
                (String) row[at],
                ((Number) row[at + 1]).intValue(),
                ((Number) row[at + 2]).intValue(),
                ((Number) row[at + 3]).intValue(),
                ((Number) row[at + 4]).intValue());
    }

    private static LocalDate date(Object day) {
        return day instanceof LocalDate date ? date : ((java.sql.Date) day).toLocalDate();
    }

    private static Day day(Object[] row) {
        return new Day(
                date(row[0]),
                ((Number) row[1]).intValue(),
                ((Number) row[2]).intValue(),
                ((Number) row[3]).intValue(),
                ((Number) row[4]).intValue());
    }
}
