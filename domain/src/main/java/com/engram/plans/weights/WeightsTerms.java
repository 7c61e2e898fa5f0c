package com.engram.plans.weights;

import com.engram.database.Database;
import com.engram.language.ShortenedText;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.AsOperator;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The terms of the weights that backends use. Weights that were trained on pictures for research must not score for a customer
 * who pays before the operator has accepted their terms, or has replaced them. A model is in use if it is the default
 * model, if a tenant is pinned to it, or, without a default model, if it is the active model of a backend.
 */
@ApplicationScoped
@Transactional
public class WeightsTerms {

    /** The served models with the default model, which is null if each backend uses its active one. */
    private static final String SERVED = """
            select m.model, m.active, m.terms, (select d.model from default_model d order by d.id desc limit 1) as default_model
            from served_model m where m.terms is not null
            """;

    private final Database database;

    @Inject
    WeightsTerms(Database database) {
        this.database = database;
    }

    /**
     * The terms of models in use.
     *
     * @param models the models as {@code name:version}, by name
     * @param acceptance empty until the operator accepts the terms
     */
    public record Terms(String text, List<String> models, Optional<Acceptance> acceptance) {}

    /** Who accepted terms, and when. */
    public record Acceptance(String by, Instant at) {}

    private record Row(String terms, String models, Optional<String> acceptedBy, Optional<Instant> acceptedAt) {

        Terms toTerms() {
            return new Terms(
                    terms,
                    List.of(models.split(" ")),
                    acceptedBy.flatMap(by -> acceptedAt.map(at -> new Acceptance(by, at))));
        }
    }

    /**
     * Stores the models that a backend listed, in place of those that it listed before.
     *
     * @param models empty if the backend could not be reached or does not list its models; then nothing changes
     */
    @AsOperator
    public void storeModels(String backend, List<ListedModel> models) {
        if (models.isEmpty()) {
            return;
        }
        database.sql("delete from served_model where backend = :backend and model <> all (:models)")
                .bind("backend", backend)
                .bind("models", models.stream().map(ListedModel::name).toArray(String[]::new))
                .update();
        for (ListedModel model : models) {
            database.sql("""
                insert into served_model (backend, model, active, terms) values (:backend, :model, :active, :terms)
                on conflict (backend, model) do update set active = excluded.active, terms = excluded.terms
                  where (served_model.active, served_model.terms) is distinct from (excluded.active, excluded.terms)
                """)
                    .bind("backend", backend)
                    .bind("model", model.name())
                    .bind("active", model.active())
                    .bind("terms", model.terms().map(WeightsTerms::shortened))
                    .update();
        }
    }

    private static String shortened(String terms) {
        return ShortenedText.of(terms, AcceptWeightsTerms.MAX_LENGTH);
    }

    /** The terms of all models in use. */
    @AsOperator
    public List<Terms> listTerms() {
        return database.sql("""
            select s.terms, string_agg(distinct s.model, ' ' order by s.model) as models,
              max(a.accepted_by) as accepted_by, max(a.accepted_at) as accepted_at
            from (%s) s left join accepted_terms a on a.terms = s.terms
            where case when s.default_model is null then s.active else s.model = s.default_model end
              or exists (select 1 from tenant t where t.pinned_model = s.model)
            group by s.terms order by s.terms
            """.formatted(SERVED)).list(Row.class).stream()
                .map(Row::toTerms)
                .toList();
    }

    /**
     * Why a tenant must not pay now. The scope must see the tenant.
     *
     * @return empty if the terms of all weights that may score for the tenant are accepted
     */
    public Optional<Refusal> findRefusalOfPayment(TenantId tenant) {
        boolean open =
                database.sql("""
                    select exists (
                      select 1 from (%s) s join tenant t on t.id = :tenant
                      where case when coalesce(t.pinned_model, s.default_model) is null then s.active
                          else s.model = coalesce(t.pinned_model, s.default_model) end
                        and not exists (select 1 from accepted_terms a where a.terms = s.terms))
                    """.formatted(SERVED)).bind("tenant", tenant).get(Boolean.class);
        return open
                ? Optional.of(new Refusal(
                        RefusalReason.WEIGHTS_TERMS_OPEN,
                        "Nobody can pay yet, because the operator has not accepted the terms of the model's weights."
                                + " An operator accepts them in the console under Models, or replaces the weights."))
                : Optional.empty();
    }
}
