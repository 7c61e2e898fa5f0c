package com.engram.api.webhooks;

import com.engram.analysis.Analyses;
import com.engram.analysis.AnalysesFinished;
import com.engram.analysis.Analysis;
import com.engram.analysis.AnalysisState;
import com.engram.analysis.BatchFinished;
import com.engram.analysis.Batches;
import com.engram.api.analyses.AnalysisJson;
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

/** Announces ends to the webhooks of their tenants, in the words in which the API tells the same things. */
@ApplicationScoped
class WebhookEventPublisher {

    private final Jsonb jsonb = JsonbBuilder.create(new JsonbConfig().withNullValues(true));

    @Inject
    private PublishWebhookEvent announce;

    @Inject
    private Analyses analyses;

    @Inject
    private Batches batches;

    @Inject
    private Clock clock;

    void tell(@Observes AnalysesFinished news) {
        Set<UUID> listeners = announce.listeners(
                news.analyses().stream().map(Analysis::tenant).collect(Collectors.toSet()));
        for (Analysis analysis : news.analyses()) {
            if (listeners.contains(analysis.tenant())) {
                announce.announce(
                        analysis.tenant(),
                        event(analysis.state()),
                        json(AnalysisJson.of(analysis, analyses.findBestHeatmap(analysis.id()))),
                        analysis.finishedAt().orElseThrow());
            }
        }
    }

    void tell(@Observes BatchFinished news) {
        UUID tenant = news.tenant().value();
        if (announce.listeners(Set.of(tenant)).contains(tenant)) {
            batches.findBatch(news.batch())
                    .ifPresent(standing -> announce.announce(
                            tenant,
                            WebhookEvent.BATCH_COMPLETED,
                            json(BatchJson.of(standing)),
                            standing.batch().finishedAt().orElseThrow()));
        }
    }

    void tell(@Observes UsageThresholdCrossed news) {
        JsonObject data = Json.createObjectBuilder()
                .add("percent", news.percent())
                .add("used", news.used())
                .add("allowance", news.allowance())
                .add("from", news.from().toString())
                .build();
        announce.announce(news.tenant().value(), WebhookEvent.USAGE_THRESHOLD, data, clock.instant());
    }

    private static WebhookEvent event(AnalysisState end) {
        return switch (end) {
            case DONE -> WebhookEvent.ANALYSIS_COMPLETED;
            case REJECTED -> WebhookEvent.ANALYSIS_REJECTED;
            case FAILED -> WebhookEvent.ANALYSIS_FAILED;
            case QUEUED, SCORING, MAPPING -> throw new IllegalStateException("This is no end: " + end);
        };
    }

    private JsonObject json(Object told) {
        try (JsonReader reader = Json.createReader(new StringReader(jsonb.toJson(told)))) {
            return reader.readObject();
        }
    }
}
