package com.engram.analysis.backends;

import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.tenancy.AsOperator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The operator's modes for backends, and the status of each backend as each server reports it. All servers share them
 * through the database.
 */
@AsOperator
@ApplicationScoped
public class BackendStatuses {

    private final Database database;
    private final AuditLog audit;

    @Inject
    BackendStatuses(Database database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
    }

    private record ModeRow(String backend, String mode) {}

    private record StatusRow(
            String server,
            String backend,
            String breaker,
            int running,
            int maxConcurrent,
            Optional<String> lastError,
            Optional<String> mode,
            Instant reportedAt,
            boolean isStale) {

        ReportedStatus toStatus() {
            BackendMode set = mode.map(BackendStatuses::parseMode).orElse(BackendMode.OPEN);
            return new ReportedStatus(
                    server,
                    new BackendStatus(backend, breaker, running, maxConcurrent, lastError, set),
                    reportedAt,
                    isStale);
        }
    }

    /** Sets what a backend may do on all servers, and records that in the audit log. */
    @Transactional
    public void setMode(String backend, BackendMode mode) {
        if (mode == BackendMode.OPEN) {
            database.sql("delete from backend_mode where backend = :backend")
                    .bind("backend", backend)
                    .update();
        } else {
            database.sql("""
                insert into backend_mode (backend, mode) values (:backend, :mode)
                on conflict (backend) do update set mode = excluded.mode, since = now()
                """).bind("backend", backend).bind("mode", mode.code()).update();
        }
        audit.record("backend." + (mode == BackendMode.OPEN ? "resumed" : mode.code()), backend);
    }

    /** The modes of the backends that are not open. */
    @Transactional(TxType.REQUIRES_NEW)
    public Map<String, BackendMode> listModes() {
        return database.sql("select backend, mode from backend_mode").list(ModeRow.class).stream()
                .collect(Collectors.toMap(ModeRow::backend, row -> parseMode(row.mode())));
    }

    private static BackendMode parseMode(String code) {
        // A mode of a newer version is treated as the strictest.
        return BackendMode.findByCode(code).orElse(BackendMode.PAUSED);
    }

    /** Stores the status of a server's backends, and deletes the reports of servers that are gone. */
    @Transactional(TxType.REQUIRES_NEW)
    public void report(String server, List<BackendStatus> statuses) {
        for (BackendStatus status : statuses) {
            database.sql("""
                insert into backend_status (server, backend, breaker, running, max_concurrent, last_error)
                values (:server, :backend, :breaker, :running, :maxConcurrent, :lastError)
                on conflict (server, backend) do update set breaker = excluded.breaker,
                  running = excluded.running, max_concurrent = excluded.max_concurrent,
                  last_error = excluded.last_error, reported_at = now()
                """)
                    .bind("server", server)
                    .bind("backend", status.name())
                    .bind("breaker", status.breaker())
                    .bind("running", status.running())
                    .bind("maxConcurrent", status.maxConcurrent())
                    .bind("lastError", status.lastError())
                    .update();
        }
        database.sql("delete from backend_status where reported_at < now() - interval '1 day'")
                .update();
    }

    /** Every backend as each server last reported it, sorted by backend and server. */
    @Transactional
    public List<ReportedStatus> listStatuses() {
        return database.sql("""
            select s.server, s.backend, s.breaker, s.running, s.max_concurrent, s.last_error, m.mode,
              s.reported_at, s.reported_at < now() - interval '15 seconds' as is_stale
            from backend_status s left join backend_mode m on m.backend = s.backend
            order by s.backend, s.server
            """).list(StatusRow.class).stream()
                .map(StatusRow::toStatus)
                .toList();
    }
}
