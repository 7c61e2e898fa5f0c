package com.engram.training;

import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.tenancy.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * Decides whether a tenant's analyses use a model of its own: the tenant's owner decides in the tenant's scope, and the operator in the
 * operator's. {@link PublishModels} carries out the decision.
 */
@ApplicationScoped
@Transactional
public class DecideOnModel {

    private final Database database;
    private final OwnModels models;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    DecideOnModel(Database database, OwnModels models, AuditLog audit, Clock clock) {
        this.database = database;
        this.models = models;
        this.audit = audit;
        this.clock = clock;
    }

    /** The result of a decision. */
    public enum Result {
        DONE,
        /** The current scope has no such model. */
        NOT_FOUND,
        /** The model is worse than the default model, or it is not in the state for the decision. */
        NOT_ALLOWED
    }

    /**
     * Approves a model: the tenant's new analyses will use it, instead of an earlier model of its own.
     *
     * @param person who approves; empty for the operator
     */
    public Result approve(UUID id, Optional<UUID> person) {
        Optional<OwnModel> model = models.findModel(id);
        if (model.isEmpty()) {
            return Result.NOT_FOUND;
        }
        if (!model.get().isApprovable()) {
            return Result.NOT_ALLOWED;
        }
        // The index allows one active model.
        database.sql("""
                        update own_model set state = 'WITHDRAWN' where tenant_id = :tenant and state in ('PUBLISHING', 'ACTIVE')
                        """).bind("tenant", model.get().tenant()).update();
        return decide(model.get(), ModelState.PUBLISHING, person, "model.approved");
    }

    /** Discards a model that waits for a decision. */
    public Result discard(UUID id, Optional<UUID> person) {
        Optional<OwnModel> model = models.findModel(id);
        if (model.isEmpty()) {
            return Result.NOT_FOUND;
        }
        return model.get().state() == ModelState.EVALUATED
                ? decide(model.get(), ModelState.DISCARDED, person, "model.discarded")
                : Result.NOT_ALLOWED;
    }

    /** Withdraws the model that is in use: the tenant's new analyses will use the default model. */
    public Result withdraw(UUID id, Optional<UUID> person) {
        Optional<OwnModel> model = models.findModel(id);
        if (model.isEmpty()) {
            return Result.NOT_FOUND;
        }
        boolean inUse = model.get().state() == ModelState.ACTIVE || model.get().state() == ModelState.PUBLISHING;
        return inUse ? decide(model.get(), ModelState.WITHDRAWN, person, "model.withdrawn") : Result.NOT_ALLOWED;
    }

    private Result decide(OwnModel model, ModelState next, Optional<UUID> person, String action) {
        int changed = database.sql("""
                        update own_model set state = :next, decided_at = :now, decided_by = :person
                        where id = :id and state = :state
                        """)
                .bind("next", next)
                .bind("now", clock.instant())
                .bind("person", person)
                .bind("id", model.id())
                .bind("state", model.state())
                .update();
        if (changed == 0) {
            return Result.NOT_ALLOWED;
        }
        // Each model is decided on once in each way, so the instance is new.
        database.sql("""
                        insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                        values ('publish-models', :instance, now(), false, 1)
                        """).bind("instance", model.id() + "-" + next).update();
        String name = model.model().orElse(model.dataSet());
        if (Scope.isOperator()) {
            audit.recordOf(model.tenant(), action, name);
        } else {
            audit.record(action, name);
        }
        return Result.DONE;
    }
}
