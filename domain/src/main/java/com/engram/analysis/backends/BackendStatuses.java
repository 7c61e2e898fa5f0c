package com.engram.analysis.backends;

import com.engram.audit.AuditLog;
import com.engram.tenancy.TupleRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where the operator says which backends are held back, and where each server writes how it sees them: one board for
 * all servers, in the database. In the operator's scope.
 */
@ApplicationScoped
public class BackendStatuses {

    /** A server that has been silent for so long is gone for good. */
    private static final String FORGET = "delete from backend_status where reported_at < now() - interval '1 day'";

    private final EntityManager entities;
    private final AuditLog audit;

    @Inject
    BackendStatuses(EntityManager entities, AuditLog audit) {
        this.entities = entities;
        this.audit = audit;
    }

    /**
     * A backend as one server saw it.
     *
     * @param isSilent whether that server has not been heard of for some seconds
     */
    public record Seen(String server, Backend.Standing standing, Instant seenAt, boolean isSilent) {}

    /** Holds a backend back, or lets it be asked again. */
    @Transactional
    public void hold(String backend, BackendMode hold) {
        if (hold == BackendMode.OPEN) {
            entities.createNativeQuery("delete from backend_mode where backend = :backend")
                    .setParameter("backend", backend)
                    .executeUpdate();
        } else {
            entities.createNativeQuery("""
                insert into backend_mode (backend, mode) values (:backend, :mode)
                on conflict (backend) do update set mode = excluded.mode, since = now()
                """)
                    .setParameter("backend", backend)
                    .setParameter("mode", hold.code())
                    .executeUpdate();
        }
        audit.record("backend." + (hold == BackendMode.OPEN ? "resumed" : hold.code()), backend);
    }

    /** The backends that are held back. */
    @Transactional(TxType.REQUIRES_NEW)
    public Map<String, BackendMode> holds() {
        return TupleRows.of(entities.createNativeQuery("select backend, mode from backend_mode", Tuple.class))
                .collect(Collectors.toMap(
                        row -> row.get(0, String.class),
                        row -> BackendMode.find(row.get(1, String.class)).orElse(BackendMode.PAUSED)));
    }

    /** Writes down how a server sees its backends now. */
    @Transactional(TxType.REQUIRES_NEW)
    public void report(String server, List<Backend.Standing> standings) {
        for (Backend.Standing standing : standings) {
            entities.createNativeQuery("""
                insert into backend_status (server, backend, breaker, running, max_concurrent, last_error)
                values (:server, :backend, :breaker, :running, :most, nullif(:error, ''))
                on conflict (server, backend) do update set breaker = excluded.breaker,
                  running = excluded.running, max_concurrent = excluded.max_concurrent, last_error = excluded.last_error, reported_at = now()
                """)
                    .setParameter("server", server)
                    .setParameter("backend", standing.name())
                    .setParameter("breaker", standing.breaker())
                    .setParameter("running", standing.running())
                    .setParameter("most", standing.limit())
                    .setParameter("error", standing.trouble().orElse(""))
                    .executeUpdate();
        }
        entities.createNativeQuery(FORGET).executeUpdate();
    }

    /** Every backend as every server saw it last, by backend and server. */
    @Transactional
    public List<Seen> list() {
        return TupleRows.of(entities.createNativeQuery("""
            select s.server, s.backend, s.breaker, s.running, s.max_concurrent, s.last_error, coalesce(m.mode, 'open'),
              s.reported_at, s.reported_at < now() - interval '15 seconds'
            from backend_status s left join backend_mode m on m.backend = s.backend
            order by s.backend, s.server
            """, Tuple.class))
                .map(BackendStatuses::seen)
                .toList();
    }

    private static Seen seen(Tuple row) {
        Backend.Standing standing = new Backend.Standing(
                row.get(1, String.class),
                row.get(2, String.class),
                row.get(3, Integer.class),
                row.get(4, Integer.class),
                Optional.ofNullable(row.get(5, String.class)),
                BackendMode.find(row.get(6, String.class)).orElse(BackendMode.PAUSED));
        return new Seen(row.get(0, String.class), standing, row.get(7, Instant.class), row.get(8, Boolean.class));
    }
}
