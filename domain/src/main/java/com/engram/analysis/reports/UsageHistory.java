package com.engram.analysis.reports;

import com.engram.analysis.AnalysisState;
import com.engram.database.Database;
import com.engram.database.SqlStatement;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How many analyses of a tenant finished, and how: by day (UTC), by member and by project. Reads the tables of people,
 * API keys and projects as read-only projections.
 */
@ApplicationScoped
@Transactional
public class UsageHistory {

    private static final String COUNTS = """
              count(a.id) filter (where a.state = :done and a.credits > 0) as charged,
              count(a.id) filter (where a.state = :done and a.credits = 0) as free,
              count(a.id) filter (where a.state = :rejected) as rejected,
              count(a.id) filter (where a.state = :failed) as failed
            """;

    private static final String DAYS = "select cast(d as date) as day, " + COUNTS + """
            from generate_series(cast(:from as timestamp), cast(:to as timestamp) - interval '1 day', interval '1 day') d
              left join analysis a on a.tenant_id = :tenant
                and a.finished_at >= d at time zone 'UTC' and a.finished_at < (d + interval '1 day') at time zone 'UTC'
            group by d order by d
            """;

    private static final String DAY = "cast(a.finished_at at time zone 'UTC' as date)";
    private static final String MEMBER = """
            coalesce(p.name, 'API key ' || k.name,
              case when a.requested_by is null then 'Not known' else 'Somebody who has left' end)
            """;
    private static final String PROJECT = "coalesce(j.name, 'No project')";

    private static final String GROUPS = "select %s, " + COUNTS + """
            from analysis a left join person p on p.id = a.requested_by
              left join api_key k on k.id = a.requested_by and k.tenant_id = a.tenant_id
              left join project_image f on f.image_id = a.image_id left join project j on j.id = f.project_id
            where a.tenant_id = :tenant and a.finished_at >= cast(:from as timestamp) at time zone 'UTC'
              and a.finished_at < cast(:to as timestamp) at time zone 'UTC'
            %s
            """;

    private final Database database;

    @Inject
    UsageHistory(Database database) {
        this.database = database;
    }

    /**
     * The analyses that finished on a day.
     *
     * @param charged done and charged
     * @param free done at no charge, because the same bytes had been analysed before
     * @param rejected not charged, because the image could not be analysed
     * @param failed not charged, because we failed
     */
    public record DailyCounts(LocalDate day, int charged, int free, int rejected, int failed) {}

    /**
     * The finished analyses of a member or a project.
     *
     * @param name a person's or a project's name, or {@code API key} and the key's name
     */
    public record UsageCounts(String name, int charged, int free, int rejected, int failed) {}

    /**
     * The finished analyses of the images that are in a project now.
     *
     * @param project empty for the images that are in no project
     */
    public record ProjectUsage(Optional<UUID> project, UsageCounts counts) {}

    /** The finished analyses that a member requested on one day for one project. */
    public record DailyMemberUsage(LocalDate day, String member, UsageCounts project) {}

    private record ProjectRow(@Nullable UUID id, String name, int charged, int free, int rejected, int failed) {}

    private record MemberRow(
            LocalDate day, String member, String name, int charged, int free, int rejected, int failed) {}

    /** All days from the first (included) to the last (excluded), also those without an analysis. */
    public List<DailyCounts> listDays(TenantId tenant, LocalDate from, LocalDate to) {
        return statement(DAYS, tenant, from, to).list(DailyCounts.class);
    }

    /** The members' counts from the first day (included) to the last (excluded), the most charged first. */
    public List<UsageCounts> listMembers(TenantId tenant, LocalDate from, LocalDate to) {
        return statement(
                        GROUPS.formatted(MEMBER + " as name", "group by 1 order by charged desc, name"),
                        tenant,
                        from,
                        to)
                .list(UsageCounts.class);
    }

    /** The projects' counts from the first day (included) to the last (excluded), the most charged first. */
    public List<ProjectUsage> listProjects(TenantId tenant, LocalDate from, LocalDate to) {
        String sql = GROUPS.formatted("j.id, " + PROJECT + " as name", "group by 1, 2 order by charged desc, name");
        return statement(sql, tenant, from, to).list(ProjectRow.class).stream()
                .map(row -> new ProjectUsage(
                        Optional.ofNullable(row.id()),
                        new UsageCounts(row.name(), row.charged(), row.free(), row.rejected(), row.failed())))
                .toList();
    }

    /** The same by day, member and project; days without an analysis are left out. */
    public List<DailyMemberUsage> listDaysOfMembers(TenantId tenant, LocalDate from, LocalDate to) {
        String sql = GROUPS.formatted(
                DAY + " as day, " + MEMBER + " as member, " + PROJECT + " as name",
                "group by 1, 2, 3 order by 1, 2, 3");
        return statement(sql, tenant, from, to).list(MemberRow.class).stream()
                .map(row -> new DailyMemberUsage(
                        row.day(),
                        row.member(),
                        new UsageCounts(row.name(), row.charged(), row.free(), row.rejected(), row.failed())))
                .toList();
    }

    private SqlStatement statement(String sql, TenantId tenant, LocalDate from, LocalDate to) {
        return database.sql(sql)
                .bind("tenant", tenant)
                .bind("from", from)
                .bind("to", to)
                .bind("done", AnalysisState.DONE)
                .bind("rejected", AnalysisState.REJECTED)
                .bind("failed", AnalysisState.FAILED);
    }
}
