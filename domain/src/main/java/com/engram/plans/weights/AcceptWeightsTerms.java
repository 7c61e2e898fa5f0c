package com.engram.plans.weights;

import com.engram.audit.Actor;
import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.tenancy.AsOperator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/** Accepts the terms of a model's weights for the operator, once. */
@AsOperator
@ApplicationScoped
@Transactional
public class AcceptWeightsTerms {

    /** The longest terms; longer ones are cut off. */
    static final int MAX_LENGTH = 2_000;

    private final Database database;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    AcceptWeightsTerms(Database database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Accepts the terms of a model that a backend serves. All models with the same terms are accepted with it, so an update
     * with new weights does not stop sales.
     *
     * @param model {@code name:version}
     * @return false if no backend serves the model, or it has no terms
     */
    public boolean accept(String model) {
        Optional<String> terms = database.sql(
                        "select terms from served_model where model = :model and terms is not null limit 1")
                .bind("model", model)
                .find(String.class);
        terms.ifPresent(text -> accept(model, text));
        return terms.isPresent();
    }

    private void accept(String model, String terms) {
        Actor actor = Actor.current();
        int added = database.sql("""
                    insert into accepted_terms (terms, model, accepted_by, accepted_at)
                    values (:terms, :model, coalesce((select email from person where id = :actor), :kind), :now)
                    on conflict (terms) do nothing
                    """)
                .bind("terms", terms)
                .bind("model", model)
                .bind("actor", Optional.ofNullable(actor.id()))
                .bind("kind", actor.kind().name().toLowerCase(Locale.ROOT))
                .bind("now", clock.instant())
                .update();
        if (added == 1) {
            audit.record("model.terms-accepted", model + ": " + terms);
        }
    }
}
