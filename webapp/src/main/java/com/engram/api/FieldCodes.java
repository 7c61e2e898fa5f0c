package com.engram.api;

import com.engram.analysis.AnalysisState;
import com.engram.analysis.backends.BackendMode;
import com.engram.analysis.comparisons.Verdict;
import com.engram.analysis.scorers.EditKind;
import com.engram.analysis.scorers.estimates.HeatmapKind;
import com.engram.library.Benchmark;
import com.engram.plans.BillingInterval;
import com.engram.plans.OveragePolicy;
import com.engram.webhooks.WebhookEvent;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The texts that a field or a parameter with a closed set of values may have. */
final class FieldCodes {

    private static final List<String> EVENTS = codes(WebhookEvent.values(), WebhookEvent::code);

    private static final List<String> SUBSCRIBABLE = Stream.of(WebhookEvent.values())
            .filter(event -> event != WebhookEvent.TEST)
            .map(WebhookEvent::code)
            .toList();

    /** By schema and field. */
    static final Map<String, List<String>> FIELDS = Map.ofEntries(
            Map.entry("AnalysisJson.status", codes(AnalysisState.values(), AnalysisState::code)),
            Map.entry("PlaceJson.benchmark", codes(Benchmark.values(), Benchmark::code)),
            Map.entry("BenchmarkJson.benchmark", codes(Benchmark.values(), Benchmark::code)),
            Map.entry("HeatmapJson.kind", codes(HeatmapKind.values(), HeatmapKind::code)),
            Map.entry("VerdictJson.code", codes(Verdict.values(), Verdict::code)),
            Map.entry("EditJson.kind", codes(EditKind.values(), EditKind::code)),
            Map.entry("EndpointRequest.events", SUBSCRIBABLE),
            Map.entry("EndpointJson.events", SUBSCRIBABLE),
            Map.entry("DeliveryJson.type", EVENTS),
            Map.entry("DeliveryJson.state", List.of("pending", "delivered", "failed")),
            Map.entry("MessageJson.type", EVENTS),
            Map.entry("PlanJson.overage", codes(OveragePolicy.values(), OveragePolicy::code)),
            Map.entry("PlanJson.interval", codes(BillingInterval.values(), BillingInterval::code)),
            Map.entry("BackendJson.hold", codes(BackendMode.values(), BackendMode::code)),
            Map.entry("BackendJson.breaker", List.of("closed", "open", "half_open")),
            Map.entry("HoldRequest.hold", codes(BackendMode.values(), BackendMode::code)),
            Map.entry("ExportJson.status", List.of("running", "done")),
            Map.entry("OnArrival.status", List.of("waiting", "accepted", "refused")),
            Map.entry("UnchargedAction.action", List.of("retry", "settle")));

    /** By the name of the parameter. */
    static final Map<String, List<String>> PARAMETERS = Map.of(
            "status", codes(AnalysisState.values(), AnalysisState::code),
            "sort", List.of("createdAt", "-createdAt", "score", "-score"),
            "kind", codes(HeatmapKind.values(), HeatmapKind::code));

    private FieldCodes() {}

    private static <E> List<String> codes(E[] values, Function<E, String> code) {
        return Stream.of(values).map(code).toList();
    }
}
