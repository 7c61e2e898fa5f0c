package com.engram.analysis.backends;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The scorers that the configuration names for each task, and for some plans apart ({@code
 * engram.scoring.backendsOf.<plan>}), in the order in which they are asked: the next one is asked when one is down or
 * full.
 */
@ApplicationScoped
public class Backends {

    private final Instance<Scorer> scorers;
    private final List<String> forScores;
    private final List<String> forHeatmaps;
    private final int mostAtOnce;
    private final Config config;

    private final Map<String, Backend> backends = new LinkedHashMap<>();
    private final Map<Task, List<Backend>> orders = new EnumMap<>(Task.class);
    private volatile boolean isTold;

    /** For each task, by plan. */
    private final Map<Task, Map<String, List<Backend>>> ofPlans = new EnumMap<>(Task.class);

    @Inject
    Backends(
            @Any Instance<Scorer> scorers,
            @ConfigProperty(name = "engram.scoring.backends", defaultValue = "worker") List<String> forScores,
            @ConfigProperty(name = "engram.heatmaps.backends", defaultValue = "worker") List<String> forHeatmaps,
            @ConfigProperty(name = "engram.backends.mostAtOnce", defaultValue = "64") int mostAtOnce,
            Config config) {
        this.scorers = scorers;
        this.forScores = forScores;
        this.forHeatmaps = forHeatmaps;
        this.mostAtOnce = mostAtOnce;
        this.config = config;
    }

    /**
     * What was found, and by which backend.
     *
     * @param backend {@code none} if none was asked
     */
    public record Answer(Outcome outcome, String backend) {}

    @PostConstruct
    void choose() {
        Map<String, Scorer> known = scorers.stream().collect(Collectors.toMap(Scorer::name, scorer -> scorer));
        orders.put(Task.SCORE, chosen("engram.scoring.backends", forScores, known));
        orders.put(Task.HEATMAP, chosen("engram.heatmaps.backends", forHeatmaps, known));
        ofPlans.put(Task.SCORE, chosenByPlan("engram.scoring.backendsof.", known));
        ofPlans.put(Task.HEATMAP, chosenByPlan("engram.heatmaps.backendsof.", known));
    }

    /** All at the start, so that a wrong value is told then. A name from the environment has lost its case and its dots. */
    private Map<String, List<Backend>> chosenByPlan(String prefix, Map<String, Scorer> known) {
        Map<String, List<Backend>> chosen = new HashMap<>();
        for (String property : config.getPropertyNames()) {
            String name = property.toLowerCase(Locale.ROOT).replace('_', '.');
            if (name.startsWith(prefix)) {
                List<String> names = List.of(config.getValue(property, String[].class));
                chosen.put(plan(name.substring(prefix.length())), chosen(property, names, known));
            }
        }
        return chosen;
    }

    private static String plan(String code) {
        return code.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ".");
    }

    private List<Backend> chosen(String property, List<String> names, Map<String, Scorer> known) {
        List<Backend> chosen = new ArrayList<>();
        for (String name : names.stream().map(String::strip).toList()) {
            Scorer scorer = known.get(name);
            if (scorer == null || !scorer.isConfigured()) {
                throw new IllegalStateException("%s names %s, which is %s; there are %s."
                        .formatted(property, name, scorer == null ? "unknown" : "not configured", known.keySet()));
            }
            chosen.add(backends.computeIfAbsent(name, key -> new Backend(scorer, mostAtOnce)));
        }
        return chosen;
    }

    /** Holds back what is named, and nothing else. */
    public void obey(Map<String, BackendMode> holds) {
        backends.forEach((name, backend) -> backend.obey(holds.getOrDefault(name, BackendMode.OPEN)));
        isTold = true;
    }

    /** The names of all that this server may ask. */
    public Set<String> names() {
        return backends.keySet();
    }

    /** Whether one of a task's backends would take work now; none does before it is known which are held back. */
    public boolean takeWork(Task task) {
        return isTold
                && Stream.concat(
                                Stream.of(orders.getOrDefault(task, List.of())),
                                ofPlans.getOrDefault(task, Map.of()).values().stream())
                        .flatMap(List::stream)
                        .anyMatch(Backend::takesWork);
    }

    /** Asks the backends in the plan's order until one has something to say of the picture. */
    public Answer score(Scorer.Order order, String plan) {
        Answer answer = new Answer(new Outcome.Retry("No backend takes work now", Outcome.Cause.BUSY), "none");
        for (Backend backend : asked(order.task(), plan)) {
            answer = backend.ask(order)
                    .map(said -> new Answer(said, backend.name()))
                    .orElse(answer);
            if (!(answer.outcome() instanceof Outcome.Retry retry) || !retry.mayDoElsewhere()) {
                return answer;
            }
        }
        return answer;
    }

    /** In their order; those that drain only where nobody else is to be asked, for then it is what they had picked. */
    private List<Backend> asked(Task task, String plan) {
        List<Backend> all =
                ofPlans.getOrDefault(task, Map.of()).getOrDefault(plan(plan), orders.getOrDefault(task, List.of()));
        List<Backend> open = all.stream()
                .filter(backend -> backend.hold() == BackendMode.OPEN)
                .toList();
        return open.isEmpty() ? all : open;
    }

    /** The model that a plan's work would be done with now unless another is asked for; empty if nobody can tell. */
    public Optional<String> activeModel(Task task, String plan) {
        List<Backend> asked = asked(task, plan);
        return asked.stream()
                .filter(Backend::takesWork)
                .findFirst()
                .or(() -> asked.stream().findFirst())
                .flatMap(Backend::activeModel);
    }

    /** The models that each backend says it has; one that does not tell has none here. */
    public Map<String, List<Scorer.Served>> listModels() {
        Map<String, List<Scorer.Served>> models = new LinkedHashMap<>();
        backends.forEach((name, backend) -> models.put(name, backend.scorer().listModels()));
        return models;
    }

    /** Whether a backend says that it has the model. A backend that does not tell its models counts as having none. */
    public boolean serves(String model) {
        return listModels().values().stream()
                .flatMap(List::stream)
                .anyMatch(served -> served.fullName().equals(model));
    }

    /** How each backend does, as this server sees it. */
    public List<Backend.Standing> standings() {
        return backends.values().stream().map(Backend::standing).toList();
    }
}
