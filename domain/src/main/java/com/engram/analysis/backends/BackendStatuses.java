package com.engram.analysis.backends;

import com.engram.audit.AuditLog;
import com.engram.tenancy.TupleRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
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
    private static final String FORGET = "delete from backend_standing where seen_at < now() - interval '1 day'";

    @PersistenceContext(unitName = "engram")
    private EntityManager entities;

    @Inject
    private AuditLog audit;

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
            entities.createNativeQuery("delete from backend_hold where backend = :backend")
                    .setParameter("backend", backend)
                    .executeUpdate();
        } else {
            entities.createNativeQuery("""
                insert into backend_hold (backend, hold) values (:backend, :hold)
                on conflict (backend) do update set hold = excluded.hold, since = now()
                """)
                    .setParameter("backend", backend)
                    .setParameter("hold", hold.code())
                    .executeUpdate();
        }
        audit.record("backend." + (hold == BackendMode.OPEN ? "resumed" : hold.code()), backend);
    }

    /** The backends that are held back. */
    @Transactional(TxType.REQUIRES_NEW)
    public Map<String, BackendMode> holds() {
        return TupleRows.of(entities.createNativeQuery("select backend, hold from backend_hold", Tuple.class))
                .collect(Collectors.toMap(
                        row -> row.get(0, String.class),
                        row -> BackendMode.find(row.get(1, String.class)).orElse(BackendMode.PAUSED)));
    }

    /** Writes down how a server sees its backends now. */
    @Transactional(TxType.REQUIRES_NEW)
    public void report(String server, List<Backend.Standing> standings) {
        for (Backend.Standing standing : standings) {
            entities.createNativeQuery("""
                insert into backend_standing (server, backend, breaker, running, at_once, trouble)
                values (:server, :backend, :breaker, :running, :most, nullif(:trouble, ''))
                on conflict (server, backend) do update set breaker = excluded.breaker,
                  running = excluded.running, at_once = excluded.at_once, trouble = excluded.trouble, seen_at = now()
                """)
                    .setParameter("server", server)
                    .setParameter("backend", standing.name())
                    .setParameter("breaker", standing.breaker())
                    .setParameter("running", standing.running())
                    .setParameter("most", standing.limit())
                    .setParameter("trouble", standing.trouble().orElse(""))
                    .executeUpdate();
        }
        entities.createNativeQuery(FORGET).executeUpdate();
    }

    /** Every backend as every server saw it last, by backend and server. */
    @Transactional
    public List<Seen> list() {
        return TupleRows.of(entities.createNativeQuery("""
            select s.server, s.backend, s.breaker, s.running, s.at_once, s.trouble, coalesce(h.hold, 'open'),
              s.seen_at, s.seen_at < now() - interval '15 seconds'
            from backend_standing s left join backend_hold h on h.backend = s.backend
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
