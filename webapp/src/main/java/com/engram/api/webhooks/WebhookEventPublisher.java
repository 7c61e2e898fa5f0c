package com.engram.api.webhooks;

import com.engram.analysis.Analyses;
import com.engram.analysis.AnalysesFinished;
import com.engram.analysis.Analysis;
import com.engram.analysis.AnalysisState;
import com.engram.analysis.BatchFinished;
import com.engram.analysis.Batches;
import com.engram.api.analyses.AnalysisJson;
import com.engram.areas.Areas;
import com.engram.library.Readiness;
import com.engram.plans.usage.UsageThresholdCrossed;
import com.engram.web.json.BatchJson;
import com.engram.webhooks.PublishWebhookEvent;
import com.engram.webhooks.WebhookEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import java.io.StringReader;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Sends finished analyses and batches to the webhook endpoints of their tenants, as the JSON of the API. */
@ApplicationScoped
class WebhookEventPublisher {

    private final Jsonb jsonb = JsonbBuilder.create(new JsonbConfig().withNullValues(true));

    @Inject
    private PublishWebhookEvent publishWebhookEvent;

    @Inject
    private Analyses analyses;

    @Inject
    private Areas areas;

    @Inject
    private Readiness readiness;

    @Inject
    private Batches batches;

    @Inject
    private Clock clock;

    void onAnalysesFinished(@Observes AnalysesFinished finished) {
        Set<UUID> subscribed = publishWebhookEvent.listSubscribedTenants(
                finished.analyses().stream().map(Analysis::tenant).collect(Collectors.toSet()));
        for (Analysis analysis : finished.analyses()) {
            if (subscribed.contains(analysis.tenant())) {
                publishWebhookEvent.publish(
                        analysis.tenant(),
                        event(analysis.state()),
                        toJson(AnalysisJson.of(analyses, areas, readiness, analysis)),
                        analysis.finishedAt().orElseThrow());
            }
        }
    }

    void onBatchFinished(@Observes BatchFinished finished) {
        UUID tenant = finished.tenant().value();
        if (publishWebhookEvent.listSubscribedTenants(Set.of(tenant)).contains(tenant)) {
            batches.findBatch(finished.batch())
                    .ifPresent(standing -> publishWebhookEvent.publish(
                            tenant,
                            WebhookEvent.BATCH_COMPLETED,
                            toJson(BatchJson.of(standing)),
                            standing.batch().finishedAt().orElseThrow()));
        }
    }

    void onUsageThresholdCrossed(@Observes UsageThresholdCrossed crossed) {
        JsonObject data = Json.createObjectBuilder()
                .add("percent", crossed.percent())
                .add("used", crossed.used())
                .add("allowance", crossed.allowance())
                .add("from", crossed.from().toString())
                .build();
        publishWebhookEvent.publish(crossed.tenant().value(), WebhookEvent.USAGE_THRESHOLD, data, clock.instant());
    }

    private static WebhookEvent event(AnalysisState end) {
        return switch (end) {
            case DONE -> WebhookEvent.ANALYSIS_COMPLETED;
            case REJECTED -> WebhookEvent.ANALYSIS_REJECTED;
            case FAILED -> WebhookEvent.ANALYSIS_FAILED;
            case QUEUED, SCORING, MAPPING -> throw new IllegalStateException("Not a final state: " + end);
        };
    }

    private JsonObject toJson(Object value) {
        try (JsonReader reader = Json.createReader(new StringReader(jsonb.toJson(value)))) {
            return reader.readObject();
        }
    }
}
