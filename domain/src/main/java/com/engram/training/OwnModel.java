package com.engram.training;

import com.engram.tenancy.TenantId;
import com.engram.training.ModelComparison.Estimate;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A model of a tenant's own, from the request for its training on.
 *
 * @param dataSet the name of its data set at the request
 * @param failure why the training failed; empty unless it did
 * @param failureDetail for the operator
 * @param model as name:version; empty until it is trained
 * @param comparison with the default model; empty until it is trained
 */
public record OwnModel(
        UUID id,
        TenantId tenant,
        String tenantName,
        String dataSet,
        ModelState state,
        Instant requestedAt,
        Optional<Instant> finishedAt,
        Optional<TrainingFailure> failure,
        String failureDetail,
        Optional<String> model,
        Optional<ModelComparison> comparison) {

    /** Whether somebody may approve it: a model that is worse than the default model is never used. */
    public boolean isApprovable() {
        return state == ModelState.EVALUATED
                && comparison
                        .filter(c -> c.verdict() != ModelComparison.Verdict.WORSE)
                        .isPresent();
    }

    /** A row of the table, with the name of its tenant. */
    record Row(
            UUID id,
            TenantId tenant,
            String tenantName,
            String dataSet,
            ModelState state,
            Instant requestedAt,
            Optional<Instant> finishedAt,
            Optional<TrainingFailure> failure,
            Optional<String> failureDetail,
            Optional<String> model,
            Optional<String> defaultModel,
            @Nullable Integer images,
            @Nullable Double candidateRho,
            @Nullable Double candidateLow,
            @Nullable Double candidateHigh,
            @Nullable Double defaultRho,
            @Nullable Double defaultLow,
            @Nullable Double defaultHigh,
            @Nullable Double difference,
            @Nullable Double differenceLow,
            @Nullable Double differenceHigh) {

        static final String QUERY = """
                select m.id, m.tenant_id as tenant, t.name as tenant_name, m.data_set, m.state, m.requested_at, m.finished_at,
                  m.failure, m.failure_detail, m.model, m.default_model, m.images, m.candidate_rho, m.candidate_low,
                  m.candidate_high, m.default_rho, m.default_low, m.default_high, m.difference, m.difference_low,
                  m.difference_high
                from own_model m join tenant t on t.id = m.tenant_id
                """;

        OwnModel toModel() {
            return new OwnModel(
                    id,
                    tenant,
                    tenantName,
                    dataSet,
                    state,
                    requestedAt,
                    finishedAt,
                    failure,
                    failureDetail.orElse(""),
                    model,
                    comparison());
        }

        private Optional<ModelComparison> comparison() {
            Optional<Estimate> candidate = estimate(candidateRho, candidateLow, candidateHigh);
            Optional<Estimate> byDefault = estimate(defaultRho, defaultLow, defaultHigh);
            Optional<Estimate> between = estimate(difference, differenceLow, differenceHigh);
            return images == null || candidate.isEmpty() || byDefault.isEmpty() || between.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new ModelComparison(
                            images, defaultModel.orElse(""), candidate.get(), byDefault.get(), between.get()));
        }

        private static Optional<Estimate> estimate(
                @Nullable Double value, @Nullable Double low, @Nullable Double high) {
            return value == null || low == null || high == null
                    ? Optional.empty()
                    : Optional.of(new Estimate(value, low, high));
        }
    }
}
