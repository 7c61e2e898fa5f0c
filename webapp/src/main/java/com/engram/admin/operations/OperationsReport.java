package com.engram.admin.operations;

import com.engram.analysis.AnalysisState;
import com.engram.database.Database;
import com.engram.tenancy.AsOperator;
import com.engram.web.PublicId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Finished analyses of all tenants, for the overview and queue pages. Read-only. Periods end
 * at the database's current time.
 */
@AsOperator
@ApplicationScoped
@Transactional
public class OperationsReport {

    private static final List<AnalysisState> UNSUCCESSFUL = List.of(AnalysisState.REJECTED, AnalysisState.FAILED);

    @Inject
    private Database database;

    /** How many analyses finished in a period; the label is its start, as HH:MM in UTC. */
    public record TimeBucket(String label, long done, long rejected, long failed) {}

    /** How many analyses finished, by state. */
    public record FinishedCounts(long done, long rejected, long failed) {}

    /** Analyses that were rejected or failed in the last seven days, grouped by problem code. */
    public record FailureGroup(String code, String state, long count, Instant latest, String example) {}

    /** An analysis that was rejected or failed. Only a failed one can be retried. */
    public record FailedAnalysis(String id, String tenant, String name, boolean isOurs, Instant at, String detail) {}

    private record FailedRow(
            UUID id, UUID tenant, String name, AnalysisState state, Instant finishedAt, String problemDetail) {

        FailedAnalysis toAnalysis() {
            return new FailedAnalysis(
                    PublicId.ANALYSIS.of(id),
                    PublicId.TENANT.of(tenant),
                    name,
                    state == AnalysisState.FAILED,
                    finishedAt,
                    problemDetail);
        }
    }

    /** How many analyses finished in the last 24 hours. */
    public FinishedCounts countFinished() {
        return database.sql("""
                        select count(*) filter (where state = :done) as done,
                          count(*) filter (where state = :rejected) as rejected,
                          count(*) filter (where state = :failed) as failed
                        from analysis where finished_at > now() - interval '1 day'
                        """)
                .bind("done", AnalysisState.DONE)
                .bind("rejected", AnalysisState.REJECTED)
                .bind("failed", AnalysisState.FAILED)
                .get(FinishedCounts.class);
    }

    /** Finished analyses in each of the last hours; the current hour comes last. */
    public List<TimeBucket> listHours(int hours) {
        return listBuckets("1 hour", hours);
    }

    /** Finished analyses in each of the last minutes; the current minute comes last. */
    List<TimeBucket> listMinutes(int minutes) {
        return listBuckets("1 minute", minutes);
    }

    private List<TimeBucket> listBuckets(String length, int count) {
        return database.sql("""
                        select to_char(s at time zone 'UTC', 'HH24:MI') as label,
                          count(a.id) filter (where a.state = :done) as done,
                          count(a.id) filter (where a.state = :rejected) as rejected,
                          count(a.id) filter (where a.state = :failed) as failed
                        from generate_series(date_bin(cast(:length as interval), now(), timestamptz '2020-01-01 00:00Z')
                              - :before * cast(:length as interval), now(), cast(:length as interval)) s
                          left join analysis a on a.finished_at >= s and a.finished_at < s + cast(:length as interval)
                        group by s order by s
                        """)
                .bind("done", AnalysisState.DONE)
                .bind("rejected", AnalysisState.REJECTED)
                .bind("failed", AnalysisState.FAILED)
                .bind("length", length)
                .bind("before", count - 1)
                .list(TimeBucket.class);
    }

    List<FailureGroup> listFailures() {
        return database.sql("""
                        select problem_code as code, state, count(*) as count, max(finished_at) as latest,
                          coalesce(max(problem_detail), '') as example
                        from analysis
                        where state = any(:states) and finished_at > now() - interval '7 days'
                        group by problem_code, state order by count(*) desc limit 50
                        """).bind("states", UNSUCCESSFUL).list(FailureGroup.class);
    }

    /** The newest analyses that were rejected or failed with a code in the last seven days. */
    List<FailedAnalysis> listFailed(String code, int limit) {
        return database
                .sql("""
                        select a.id, t.id as tenant, t.name, a.state, a.finished_at,
                          coalesce(a.problem_detail, '') as problem_detail
                        from analysis a join tenant t on t.id = a.tenant_id
                        where a.problem_code = :code and a.state = any(:states)
                          and a.finished_at > now() - interval '7 days'
                        order by a.finished_at desc limit :limit
                        """)
                .bind("code", code)
                .bind("states", UNSUCCESSFUL)
                .bind("limit", limit)
                .list(FailedRow.class)
                .stream()
                .map(FailedRow::toAnalysis)
                .toList();
    }
}
