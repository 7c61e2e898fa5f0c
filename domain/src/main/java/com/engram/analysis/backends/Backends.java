package com.engram.analysis.backends;

import com.engram.analysis.scorers.ComparisonRequest;
import com.engram.analysis.scorers.Outcome;
import com.engram.analysis.scorers.ScoreRequest;
import com.engram.analysis.scorers.Scorer;
import com.engram.analysis.scorers.ServedModel;
import com.engram.analysis.scorers.Task;
import com.engram.analysis.scorers.VariantsRequest;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The backends that the configuration names for each task, in the order in which they are tried: the next one is called
 * if one is unavailable or overloaded. {@code engram.scoring.backendsOf.<plan>} names others for a plan.
 */
@ApplicationScoped
public class Backends {

    private final Instance<Scorer> scorers;
    private final List<String> scoringNames;
    private final List<String> heatmapNames;
    private final int maxConcurrentCalls;
    private final Config config;
    private final Map<String, Backend> backends = new LinkedHashMap<>();
    private final Map<Task, List<Backend>> defaultBackends = new EnumMap<>(Task.class);
    private final Map<Task, Map<String, List<Backend>>> backendsByPlan = new EnumMap<>(Task.class);
    private volatile boolean modesKnown;

    @Inject
    Backends(
            @Any Instance<Scorer> scorers,
            @ConfigProperty(name = "engram.scoring.backends", defaultValue = "worker") List<String> scoringNames,
            @ConfigProperty(name = "engram.heatmaps.backends", defaultValue = "worker") List<String> heatmapNames,
            @ConfigProperty(name = "engram.backends.mostAtOnce", defaultValue = "64") int maxConcurrentCalls,
            Config config) {
        this.scorers = scorers;
        this.scoringNames = scoringNames;
        this.heatmapNames = heatmapNames;
        this.maxConcurrentCalls = maxConcurrentCalls;
        this.config = config;
    }

    @PostConstruct
    void configure() {
        Map<String, Scorer> available = scorers.stream().collect(Collectors.toMap(Scorer::name, scorer -> scorer));
        defaultBackends.put(Task.SCORE, configured("engram.scoring.backends", scoringNames, available));
        defaultBackends.put(Task.HEATMAP, configured("engram.heatmaps.backends", heatmapNames, available));
        backendsByPlan.put(Task.SCORE, configuredByPlan("engram.scoring.backendsof.", available));
        backendsByPlan.put(Task.HEATMAP, configuredByPlan("engram.heatmaps.backendsof.", available));
    }

    /** Reads all plans at the start, so that a wrong name fails then. Environment variables lose case and dots. */
    private Map<String, List<Backend>> configuredByPlan(String prefix, Map<String, Scorer> available) {
        Map<String, List<Backend>> configured = new HashMap<>();
        for (String property : config.getPropertyNames()) {
            String name = property.toLowerCase(Locale.ROOT).replace('_', '.');
            if (name.startsWith(prefix)) {
                List<String> names = List.of(config.getValue(property, String[].class));
                configured.put(planKey(name.substring(prefix.length())), configured(property, names, available));
            }
        }
        return configured;
    }

    private static String planKey(String code) {
        return code.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ".");
    }

    private List<Backend> configured(String property, List<String> names, Map<String, Scorer> available) {
        List<Backend> configured = new ArrayList<>();
        for (String name : names.stream().map(String::strip).toList()) {
            Scorer scorer = available.get(name);
            if (scorer == null || !scorer.isConfigured()) {
                throw new IllegalStateException("%s names the backend %s, which is %s. The known backends are %s."
                        .formatted(property, name, scorer == null ? "unknown" : "not configured", available.keySet()));
            }
            configured.add(backends.computeIfAbsent(name, key -> new Backend(scorer, maxConcurrentCalls)));
        }
        return configured;
    }

    /** Applies the operator's modes. A backend without one is open. */
    public void applyModes(Map<String, BackendMode> modes) {
        backends.forEach((name, backend) -> backend.applyMode(modes.getOrDefault(name, BackendMode.OPEN)));
        modesKnown = true;
    }

    /** The names of all backends that this server may call. */
    public Set<String> names() {
        return backends.keySet();
    }

    /** Whether a backend for the task accepts new work; false until the operator's modes are known. */
    public boolean acceptsWork(Task task) {
        return modesKnown
                && Stream.concat(
                                Stream.of(defaultBackends.getOrDefault(task, List.of())),
                                backendsByPlan.getOrDefault(task, Map.of()).values().stream())
                        .flatMap(List::stream)
                        .anyMatch(Backend::acceptsWork);
    }

    /**
     * Calls the backends of a plan in their order, until one of them has a result or no other could do better. Only if
     * none of them serves the requested model the outcome says so: one that cannot be called now may serve it.
     */
    public BackendOutcome score(ScoreRequest request, String plan) {
        List<BackendCall> calls = new ArrayList<>();
        return score(request, plan, calls).withCalls(calls);
    }

    private BackendOutcome score(ScoreRequest request, String plan, List<BackendCall> calls) {
        BackendOutcome last = BackendOutcome.withoutBackend(
                new Outcome.Retry("No backend accepts work now", Outcome.Cause.OVERLOADED));
        boolean mayServeLater = false;
        for (Backend backend : candidates(request.task(), plan)) {
            Optional<BackendCall> called = backend.tryScore(request);
            if (called.isEmpty()) {
                mayServeLater = true;
                continue;
            }
            calls.add(called.get());
            last = new BackendOutcome(called.get().outcome(), backend.name());
            if (!last.outcome().mayTryOtherBackend()) {
                return last;
            }
            mayServeLater |= !isModelMissing(last) && !isDecoderMissing(last);
        }
        if (mayServeLater && isModelMissing(last)) {
            return BackendOutcome.withoutBackend(
                    new Outcome.Retry("No backend with the model accepts work now", Outcome.Cause.OVERLOADED));
        }
        if (mayServeLater && isDecoderMissing(last)) {
            return BackendOutcome.withoutBackend(new Outcome.Retry(
                    "No backend with a decoder for the image accepts work now", Outcome.Cause.OVERLOADED));
        }
        return last;
    }

    /**
     * Compares images with the first backend of a plan that can. Those that score are called in their order.
     *
     * @param timeout for all calls together
     */
    public Outcome compare(ComparisonRequest request, String plan, Duration timeout) {
        return firstAnswer(plan, timeout, (backend, left) -> backend.tryCompare(request, left));
    }

    /**
     * Scores variants of an image with the first backend of a plan that can. Those that score are called in their order.
     *
     * @param timeout for all calls together
     */
    public Outcome scoreVariants(VariantsRequest request, String plan, Duration timeout) {
        return firstAnswer(plan, timeout, (backend, left) -> backend.tryScoreVariants(request, left));
    }

    private Outcome firstAnswer(String plan, Duration timeout, BiFunction<Backend, Duration, Optional<Outcome>> call) {
        long deadline = System.nanoTime() + timeout.toNanos();
        Outcome last = new Outcome.Retry("No backend accepts work now", Outcome.Cause.OVERLOADED);
        boolean wasCalled = false;
        for (Backend backend : candidates(Task.SCORE, plan)) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            Optional<Outcome> called = left.toMillis() > 0 ? call.apply(backend, left) : Optional.empty();
            if (called.isPresent() && !called.get().mayTryOtherBackend()) {
                return called.get();
            }
            // A backend that does not do the task does not hide that another one cannot be reached.
            if (called.isPresent() && (!wasCalled || called.get() instanceof Outcome.Retry)) {
                last = called.get();
            }
            wasCalled |= called.isPresent();
        }
        return last;
    }

    private static boolean isModelMissing(BackendOutcome outcome) {
        return outcome.outcome() instanceof Outcome.Retry retry && retry.cause() == Outcome.Cause.MODEL_MISSING;
    }

    private static boolean isDecoderMissing(BackendOutcome outcome) {
        return outcome.outcome() instanceof Outcome.Rejected rejected && rejected.otherBackendMayAccept();
    }

    /** How long the signed URLs of a request must be valid: as long as any of the plan's backends may take to use them. */
    public Duration urlValidity(Task task, String plan) {
        return candidates(task, plan).stream()
                .map(backend -> backend.scorer().urlValidity())
                .max(Comparator.naturalOrder())
                .orElse(Scorer.URL_VALIDITY);
    }

    /** In their order. Without an open backend all are candidates, since a draining one finishes what was picked for it. */
    private List<Backend> candidates(Task task, String plan) {
        List<Backend> all = backendsByPlan
                .getOrDefault(task, Map.of())
                .getOrDefault(planKey(plan), defaultBackends.getOrDefault(task, List.of()));
        List<Backend> open = all.stream()
                .filter(backend -> backend.mode() == BackendMode.OPEN)
                .toList();
        return open.isEmpty() ? all : open;
    }

    /**
     * The model that a plan's work would use now without a chosen model; empty if the backend does not list its models. May call a
     * backend.
     *
     * @return {@code name:version}
     */
    public Optional<String> activeModel(Task task, String plan) {
        List<Backend> candidates = candidates(task, plan);
        return candidates.stream()
                .filter(Backend::acceptsWork)
                .findFirst()
                .or(() -> candidates.stream().findFirst())
                .flatMap(Backend::activeModel);
    }

    /** The models of each backend by its name; an empty list if it does not list them. Calls the backends. */
    public Map<String, List<ServedModel>> listModels() {
        Map<String, List<ServedModel>> models = new LinkedHashMap<>();
        backends.forEach((name, backend) -> models.put(name, backend.scorer().listModels()));
        return models;
    }

    /** Whether a backend serves the model. A backend that does not list its models counts as serving none. */
    public boolean serves(String model) {
        return listModels().values().stream()
                .flatMap(List::stream)
                .anyMatch(served -> served.fullName().equals(model));
    }

    /** The status of each backend as this server sees it. */
    public List<BackendStatus> listStatuses() {
        return backends.values().stream().map(Backend::status).toList();
    }
}
