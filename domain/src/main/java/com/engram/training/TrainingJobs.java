package com.engram.training;

import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.tenancy.AsOperator;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The states of trainings, each change in a transaction of its own, because a training takes minutes. */
@AsOperator
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class TrainingJobs {

    private final Database database;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    TrainingJobs(Database database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A training that runs.
     *
     * @param attempts how many times it was started, with this one
     */
    record Started(TenantId tenant, int attempts) {}

    /** An image to train on. */
    record TrainingImage(UUID image, String contentType, double rating, String category, String subcategory) {}

    /** Starts a training, or starts it again after a server died; empty if there is nothing to train. */
    Optional<Started> start(UUID model) {
        return database.sql("""
                        update own_model set state = 'RUNNING', attempts = attempts + 1, started_at = coalesce(started_at, :now)
                        where id = :id and state in ('QUEUED', 'RUNNING') returning tenant_id as tenant, attempts
                        """).bind("id", model).bind("now", clock.instant()).find(Started.class);
    }

    /** How often a training was started; empty if it has ended or its tenant was erased. */
    Optional<Integer> findAttempts(UUID model) {
        return database.sql("select attempts from own_model where id = :id and state in ('QUEUED', 'RUNNING')")
                .bind("id", model)
                .find(Integer.class);
    }

    /** The images of the training's data set that were scored, so that a decoder has accepted them. */
    List<TrainingImage> listImages(UUID model) {
        return database.sql("""
                        select i.id as image, i.content_type, r.rating, r.category, r.subcategory
                        from own_model m join rated_image r on r.rated_set_id = m.rated_set_id
                          join image i on i.id = r.image_id
                        where m.id = :id and i.state = 'READY' order by i.id limit :limit
                        """)
                .bind("id", model)
                .bind("limit", RatedSets.MAX_IMAGES)
                .list(TrainingImage.class);
    }

    /** Records a failure. */
    void fail(UUID model, TrainingFailure failure, String detail) {
        database.sql("""
                        update own_model set state = 'FAILED', finished_at = :now, failure = :failure, failure_detail = :detail
                        where id = :id and state = 'RUNNING'
                        """)
                .bind("id", model)
                .bind("now", clock.instant())
                .bind("failure", failure)
                .bind("detail", detail)
                .update();
    }

    /** Records the model and its comparison; false if the tenant was erased meanwhile. */
    boolean finish(UUID model, String name, ModelComparison comparison) {
        Optional<TenantId> tenant = database.sql("""
                        update own_model set state = 'EVALUATED', finished_at = :now, model = :name, default_model = :default,
                          images = :images, candidate_rho = :rho, candidate_low = :low, candidate_high = :high,
                          default_rho = :defaultRho, default_low = :defaultLow, default_high = :defaultHigh,
                          difference = :difference, difference_low = :differenceLow, difference_high = :differenceHigh
                        where id = :id and state = 'RUNNING' returning tenant_id
                        """)
                .bind("id", model)
                .bind("now", clock.instant())
                .bind("name", name)
                .bind("default", comparison.defaultModel())
                .bind("images", comparison.images())
                .bind("rho", comparison.candidate().value())
                .bind("low", comparison.candidate().low())
                .bind("high", comparison.candidate().high())
                .bind("defaultRho", comparison.byDefault().value())
                .bind("defaultLow", comparison.byDefault().low())
                .bind("defaultHigh", comparison.byDefault().high())
                .bind("difference", comparison.difference().value())
                .bind("differenceLow", comparison.difference().low())
                .bind("differenceHigh", comparison.difference().high())
                .find(UUID.class)
                .map(TenantId::new);
        tenant.ifPresent(of -> audit.recordOf(of, "model.trained", name));
        return tenant.isPresent();
    }
}
