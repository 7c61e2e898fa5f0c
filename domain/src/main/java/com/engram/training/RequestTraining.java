package com.engram.training;

import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.tenancy.Scope;
import com.engram.training.RatedSets.RatedSet;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Requests the training of a model on a data set of the current tenant. A tenant has one training at a time. */
@ApplicationScoped
public class RequestTraining {

    private final Database database;
    private final RatedSets sets;
    private final TrainingPlaces places;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    RequestTraining(Database database, RatedSets sets, TrainingPlaces places, AuditLog audit, Clock clock) {
        this.database = database;
        this.sets = sets;
        this.places = places;
        this.audit = audit;
        this.clock = clock;
    }

    /** Why a training is refused. */
    public enum Reason {
        /** There is no such data set. */
        NOT_FOUND,
        /** Fewer than {@link RatedSets#MIN_IMAGES} of its images were scored. */
        TOO_FEW_IMAGES,
        /** Another training of the tenant has not ended. */
        ALREADY_RUNNING,
        /** This installation has no machine for trainings. */
        NO_MACHINE
    }

    /** The result of a request. */
    public sealed interface Result {}

    /** A training was requested. */
    public record Requested(UUID model) implements Result {}

    /** Nothing was requested. */
    public record Refused(Reason reason) implements Result {}

    /** Where this installation trains models; empty if it does not. */
    public Optional<TrainingPlace> findPlace() {
        return places.find();
    }

    /** Requests a training on the data set. */
    @Transactional
    public Result request(UUID set) {
        Optional<RatedSet> found = sets.findSet(set);
        if (found.isEmpty()) {
            return new Refused(Reason.NOT_FOUND);
        }
        if (places.find().isEmpty()) {
            return new Refused(Reason.NO_MACHINE);
        }
        if (!found.get().isTrainable()) {
            return new Refused(Reason.TOO_FEW_IMAGES);
        }
        UUID id = UuidCreator.getTimeOrderedEpoch();
        int created = database.sql("""
                        with created as (
                          insert into own_model (id, tenant_id, rated_set_id, data_set, state, requested_at)
                          values (:id, :tenant, :set, :name, :queued, :now)
                          on conflict (tenant_id) where state in ('QUEUED', 'RUNNING') do nothing returning id)
                        insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                        select 'train-model', cast(id as text), now(), false, 1 from created
                        """)
                .bind("id", id)
                .bind("tenant", Scope.getTenant())
                .bind("set", set)
                .bind("name", found.get().name())
                .bind("queued", ModelState.QUEUED)
                .bind("now", clock.instant())
                .update();
        if (created == 0) {
            return new Refused(Reason.ALREADY_RUNNING);
        }
        audit.record("model.training-requested", found.get().name());
        return new Requested(id);
    }
}
