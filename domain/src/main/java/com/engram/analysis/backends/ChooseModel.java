package com.engram.analysis.backends;

import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.tenancy.AsOperator;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Chooses the model for new analyses: a tenant's pinned model, else the default model for all tenants, else each backend's
 * active model. Models are named {@code name:version}.
 */
@ApplicationScoped
@Transactional
public class ChooseModel {

    private final Database database;
    private final Backends backends;
    private final AuditLog audit;

    @Inject
    ChooseModel(Database database, Backends backends, AuditLog audit) {
        this.database = database;
        this.backends = backends;
        this.audit = audit;
    }

    /** The default model from that time on; empty for each backend's active model. */
    public record RollOut(Optional<String> model, Instant since) {}

    /** A tenant with a pinned model. */
    public record Pin(TenantId tenant, String name, String model) {}

    /**
     * Sets the default model, which all tenants without a pinned model use.
     *
     * @param model empty for each backend's active model
     * @return false if no backend serves the model, and nothing was changed
     */
    @AsOperator
    public boolean rollOut(Optional<String> model) {
        if (model.filter(name -> !backends.serves(name)).isPresent()) {
            return false;
        }
        database.sql("insert into default_model (model) values (:model)")
                .bind("model", model)
                .update();
        audit.record("model.rolled-out", model.orElse("each backend's active model"));
        return true;
    }

    /**
     * Pins a tenant to a model, or back to the default model.
     *
     * @param model empty for the default model
     * @return false if there is no such tenant or no backend serves the model, and nothing was changed
     */
    @AsOperator
    public boolean pin(TenantId tenant, Optional<String> model) {
        if (model.filter(name -> !backends.serves(name)).isPresent()) {
            return false;
        }
        boolean exists = database.sql("update tenant set pinned_model = :model where id = :tenant")
                        .bind("model", model)
                        .bind("tenant", tenant)
                        .update()
                == 1;
        if (exists) {
            audit.recordOf(tenant, "model.pinned", model.orElse("default model"));
        }
        return exists;
    }

    /** The model for a tenant's new analyses; empty for each backend's active model. Works in the tenant's scope too. */
    public Optional<String> findModelOf(TenantId tenant) {
        return database.sql("""
            select coalesce(t.pinned_model, (select d.model from default_model d order by d.id desc limit 1))
            from tenant t where t.id = :tenant
            """).bind("tenant", tenant).find(String.class);
    }

    /** The tenant's pinned model. */
    @AsOperator
    public Optional<String> findPinnedModel(TenantId tenant) {
        return database.sql("select pinned_model from tenant where id = :tenant")
                .bind("tenant", tenant)
                .find(String.class);
    }

    /** The last default models, newest first. The first one is in use. */
    @AsOperator
    public List<RollOut> listRollOuts() {
        return database.sql("select model, since from default_model order by id desc limit 20")
                .list(RollOut.class);
    }

    /** The tenants with a pinned model, by name. */
    @AsOperator
    public List<Pin> listPins() {
        return database.sql("""
            select id as tenant, name, pinned_model as model
            from tenant where pinned_model is not null order by name, id
            """).list(Pin.class);
    }
}
