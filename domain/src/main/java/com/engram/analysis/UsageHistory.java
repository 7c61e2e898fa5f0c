package com.engram.analysis;

import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.List;

/** How many analyses of a tenant came to which end, day by day, UTC. For a tenant of the scope. */
@ApplicationScoped
@Transactional
public class UsageHistory {

    @PersistenceContext(unitName = "engram")
    private EntityManager entities;

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

    private static Day day(Object[] row) {
        return new Day(
                row[0] instanceof LocalDate date ? date : ((java.sql.Date) row[0]).toLocalDate(),
                ((Number) row[1]).intValue(),
                ((Number) row[2]).intValue(),
                ((Number) row[3]).intValue(),
                ((Number) row[4]).intValue());
    }
}
