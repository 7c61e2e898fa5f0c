package com.engram.audit;

import com.engram.tenancy.TupleRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads the audit log: the entered tenant's lines, or in the operator's scope all. */
@ApplicationScoped
@Transactional
public class AuditEntries {

    private final EntityManager entities;

    @Inject
    AuditEntries(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * A line.
     *
     * @param actor who: an e-mail address, a key's name, {@code operator} or {@code system}
     * @param action {@code thing.verb}
     * @param subject to what
     * @param address from where; empty for a job
     * @param tenant in whose account; empty for the operator's own
     */
    public record Line(
            UUID id,
            Instant at,
            String kind,
            String actor,
            String action,
            String subject,
            String address,
            Optional<Account> tenant) {}

    /** An account, as a line names it. */
    public record Account(UUID id, String name) {}

    /**
     * The newest lines first.
     *
     * @param before only lines older than that one
     */
    public List<Line> list(Optional<UUID> before, int limit) {
        return search("", before, limit);
    }

    /**
     * The newest lines first, of those in which a text occurs: who, what, to what, from where, or the account's name.
     *
     * @param text empty for all
     * @param before only lines older than that one
     */
    public List<Line> search(String text, Optional<UUID> before, int limit) {
        return TupleRows.of(entities.createNativeQuery("""
                                select e.id, e.occurred_at, e.actor_kind, e.actor, e.action, e.subject, e.ip_address, t.id, t.name
                                from audit_event e left join tenant t on t.id = e.tenant_id
                                where e.id < :before and (:text = '' or e.actor ilike :part or e.action ilike :part
                                  or e.subject ilike :part or t.name ilike :part or e.ip_address = :text)
                                order by e.id desc
                                """, Tuple.class)
                        .setParameter("before", before.orElse(new UUID(-1, -1)))
                        .setParameter("text", text.strip())
                        .setParameter("part", TupleRows.containing(text.strip()))
                        .setMaxResults(limit))
                .map(row -> new Line(
                        row.get(0, UUID.class),
                        row.get(1, Instant.class),
                        row.get(2, String.class),
                        row.get(3, String.class),
                        row.get(4, String.class),
                        row.get(5, String.class),
                        row.get(6, String.class),
                        Optional.ofNullable(row.get(7, UUID.class))
                                .map(id -> new Account(id, row.get(8, String.class)))))
                .toList();
    }
}
