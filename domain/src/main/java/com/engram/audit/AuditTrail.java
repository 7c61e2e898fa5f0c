package com.engram.audit;

import com.engram.tenancy.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads the audit log: the entered tenant's lines, or in the operator's scope all. */
@ApplicationScoped
@Transactional
public class AuditTrail {

    @PersistenceContext(unitName = "engram")
    private EntityManager entities;

    /**
     * A line.
     *
     * @param actor who: an e-mail address, a key's name, {@code operator} or {@code system}
     * @param action {@code thing.verb}
     * @param subject to what
     * @param address from where; empty for a job
     */
    public record Line(UUID id, Instant at, String kind, String actor, String action, String subject, String address) {}

    /**
     * The newest lines first.
     *
     * @param before only lines older than that one
     */
    public List<Line> list(Optional<UUID> before, int limit) {
        return Rows.of(entities.createNativeQuery("""
                                select id, at, actor_kind, actor, action, subject, address from audit_event
                                where id < :before order by id desc
                                """, Tuple.class)
                        .setParameter("before", before.orElse(new UUID(-1, -1)))
                        .setMaxResults(limit))
                .map(row -> new Line(
                        row.get(0, UUID.class),
                        row.get(1, Instant.class),
                        row.get(2, String.class),
                        row.get(3, String.class),
                        row.get(4, String.class),
                        row.get(5, String.class),
                        row.get(6, String.class)))
                .toList();
    }
}
