package com.engram.analysis.backends;

import com.engram.audit.AuditLog;
import com.engram.tenancy.TenantId;
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

/**
 * Which model new analyses ask for: the one that was rolled out to all, or a tenant's own before it. While nothing was
 * chosen, each backend's active one. Models are named {@code name:version}. In the operator's scope.
 */
@ApplicationScoped
@Transactional
public class ChooseModel {

    private final EntityManager entities;
    private final Backends backends;
    private final AuditLog audit;

    @Inject
    ChooseModel(EntityManager entities, Backends backends, AuditLog audit) {
        this.entities = entities;
        this.backends = backends;
        this.audit = audit;
    }

    /** A model that was asked for from that time on; empty for whichever is active at the backend. */
    public record RollOut(Optional<String> model, Instant since) {}

    /** A tenant that asks for a model of its own. */
    public record Pin(TenantId tenant, String name, String model) {}

    /**
     * Sets the default model, which all tenants without a pinned model use.
     *
     * @param model empty for each backend's active model
     * @return false if no backend serves the model, and nothing was changed
     */
    public boolean rollOut(Optional<String> model) {
        if (model.filter(name -> !backends.serves(name)).isPresent()) {
            return false;
        }
        entities.createNativeQuery("insert into default_model (model) values (nullif(:model, ''))")
                .setParameter("model", model.orElse(""))
                .executeUpdate();
        audit.record("model.rolled-out", model.orElse("each backend's active one"));
        return true;
    }

    /**
     * Pins a tenant to a model, or back to the default model.
     *
     * @param model empty for the default model
     * @return false if there is no such tenant or no backend serves the model, and nothing was changed
     */
    public boolean pin(TenantId tenant, Optional<String> model) {
        if (model.filter(name -> !backends.serves(name)).isPresent()) {
            return false;
        }
        boolean isThere =
                entities.createNativeQuery("update tenant set pinned_model = nullif(:model, '') where id = :tenant")
                                .setParameter("model", model.orElse(""))
                                .setParameter("tenant", tenant.value())
                                .executeUpdate()
                        == 1;
        if (isThere) {
            audit.recordOf(tenant, "model.pinned", model.orElse("the one of all"));
        }
        return isThere;
    }

    /** What a tenant's new analyses ask for; empty for each backend's active one. In the tenant's own scope as well. */
    public Optional<String> findChosen(TenantId tenant) {
        return TupleRows.of(entities.createNativeQuery("""
                        select coalesce(t.pinned_model, (select d.model from default_model d order by d.id desc limit 1))
                        from tenant t where t.id = :tenant
                        """, Tuple.class).setParameter("tenant", tenant.value()))
                .findFirst()
                .flatMap(row -> Optional.ofNullable(row.get(0, String.class)));
    }

    /** The tenant's own. */
    public Optional<String> findPinned(TenantId tenant) {
        return TupleRows.of(
                        entities.createNativeQuery("select pinned_model from tenant where id = :tenant", Tuple.class)
                                .setParameter("tenant", tenant.value()))
                .findFirst()
                .flatMap(row -> Optional.ofNullable(row.get(0, String.class)));
    }

    /** What was rolled out, the newest first; that one counts. */
    public List<RollOut> listRollOuts() {
        return TupleRows.of(entities.createNativeQuery(
                        "select model, since from default_model order by id desc limit 20", Tuple.class))
                .map(row -> new RollOut(Optional.ofNullable(row.get(0, String.class)), row.get(1, Instant.class)))
                .toList();
    }

    /** The tenants with a model of their own, by name. */
    public List<Pin> listPins() {
        return TupleRows.of(entities.createNativeQuery(
                        "select id, name, pinned_model from tenant where pinned_model is not null order by name, id",
                        Tuple.class))
                .map(row -> new Pin(
                        new TenantId(row.get(0, UUID.class)), row.get(1, String.class), row.get(2, String.class)))
                .toList();
    }
}
