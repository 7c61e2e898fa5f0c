package com.engram.analysis.backends;

import com.engram.analysis.scorers.ServedModel;
import com.engram.plans.weights.ListedModel;
import com.engram.plans.weights.WeightsTerms;
import com.engram.tenancy.AsOperator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/** Asks the backends which models they serve, and stores the answers with the terms of the weights. */
@AsOperator
@ApplicationScoped
public class ListModels {

    private final Backends backends;
    private final WeightsTerms weightsTerms;

    @Inject
    ListModels(Backends backends, WeightsTerms weightsTerms) {
        this.backends = backends;
        this.weightsTerms = weightsTerms;
    }

    /** The models of each backend by its name; an empty list if it does not list them. Calls the backends without a transaction. */
    public Map<String, List<ServedModel>> list() {
        Map<String, List<ServedModel>> models = backends.listModels();
        models.forEach((backend, served) -> weightsTerms.storeModels(
                backend,
                served.stream()
                        .map(model -> new ListedModel(model.fullName(), model.active(), model.terms()))
                        .toList()));
        return models;
    }
}
