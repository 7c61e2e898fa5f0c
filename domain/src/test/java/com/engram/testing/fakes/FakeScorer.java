package com.engram.testing.fakes;

import com.engram.analysis.scorers.ComparisonRequest;
import com.engram.analysis.scorers.Outcome;
import com.engram.analysis.scorers.ScoreRequest;
import com.engram.analysis.scorers.Scorer;
import com.engram.analysis.scorers.ServedModel;
import com.engram.analysis.scorers.VariantsRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Returns the outcome that the test sets, and records its requests. */
@ApplicationScoped
public class FakeScorer implements Scorer {

    private final List<ScoreRequest> requests = new CopyOnWriteArrayList<>();
    private final List<ComparisonRequest> comparisons = new CopyOnWriteArrayList<>();
    private volatile Runnable action = () -> {};
    private volatile List<ServedModel> models = List.of();
    private volatile Outcome next = new Outcome.Retry("The test has not set an outcome", Outcome.Cause.OVERLOADED);

    private volatile Function<ComparisonRequest, Outcome> comparison = request -> next;
    private volatile Function<VariantsRequest, Outcome> variants = request -> next;
    private final List<VariantsRequest> variantsRequests = new CopyOnWriteArrayList<>();

    /** Returns this outcome from now on. */
    public void answer(Outcome outcome) {
        next = outcome;
    }

    /** Compares images like this from now on. */
    public void answerComparisons(Function<ComparisonRequest, Outcome> answer) {
        comparison = answer;
    }

    /** Scores variants like this from now on. */
    public void answerVariants(Function<VariantsRequest, Outcome> answer) {
        variants = answer;
    }

    /** The requests for variants, the oldest first. */
    public List<VariantsRequest> variantsRequests() {
        return List.copyOf(variantsRequests);
    }

    /** The comparisons that were requested, the oldest first. */
    public List<ComparisonRequest> comparisons() {
        return List.copyOf(comparisons);
    }

    /** Runs this with each request. */
    public void onScore(Runnable action) {
        this.action = action;
    }

    /** Its requests, the oldest first. */
    public List<ScoreRequest> requests() {
        return List.copyOf(requests);
    }

    /** Lists these models from now on. */
    public void serve(ServedModel... served) {
        models = List.of(served);
    }

    @Override
    public List<ServedModel> listModels() {
        return models;
    }

    @Override
    public Outcome score(ScoreRequest request) {
        requests.add(request);
        action.run();
        return next;
    }

    @Override
    public Outcome compare(ComparisonRequest request, Duration timeout) {
        comparisons.add(request);
        return comparison.apply(request);
    }

    @Override
    public Outcome scoreVariants(VariantsRequest request, Duration timeout) {
        variantsRequests.add(request);
        return variants.apply(request);
    }

    @Override
    public String name() {
        return "fake";
    }
}
