package com.engram.api.analyses;

import com.engram.analysis.Analyses;
import com.engram.analysis.Analysis;
import com.engram.analysis.intake.AnalysisRequestResult;
import com.engram.areas.Areas;
import com.engram.library.Readiness;
import com.engram.web.PublicId;
import com.engram.web.idempotency.IdempotentEffect;
import com.engram.web.intake.AnalysisWaiter;
import com.engram.web.problems.ProblemResponses;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Responds to a request for an analysis: with 202 at once, or with 200 and the result if the client prefers to wait and the
 * analysis is finished in time.
 */
@ApplicationScoped
class AnalysisResponses {

    /** RFC 7240, section 4.3; the contract allows 30 seconds at most. */
    private static final Pattern WAIT = Pattern.compile("\\bwait\\s*=\\s*(\\d{1,3})");

    private static final int MAX_WAIT_SECONDS = 30;

    @Inject
    private AnalysisWaiter analysisWaiter;

    @Inject
    private Analyses analyses;

    @Inject
    private Areas areas;

    @Inject
    private Readiness readiness;

    @Inject
    private IdempotentEffect idempotentEffect;

    /** @param prefer the {@code Prefer} header, which may say for how many seconds the client waits */
    Response respond(AnalysisRequestResult result, @Nullable String prefer) throws InterruptedException {
        if (result instanceof AnalysisRequestResult.Refused refused) {
            return ProblemResponses.of(refused.refusal());
        }
        return result instanceof AnalysisRequestResult.Accepted accepted
                ? accepted(accepted.analysis(), prefer)
                : ProblemResponses.notFound();
    }

    /** Stores the response to an accepted request in the transaction that accepts it. A client that waits gets a later one. */
    void storeAccepted(Analysis queued) {
        idempotentEffect.store(response(queued, 202).build());
    }

    private Response.ResponseBuilder response(Analysis analysis, int status) {
        return Response.status(status)
                .location(URI.create("/api/v1/analyses/" + PublicId.ANALYSIS.of(analysis.id())))
                .entity(AnalysisJson.of(analyses, areas, readiness, analysis));
    }

    private Response accepted(Analysis queued, @Nullable String prefer) throws InterruptedException {
        Optional<Duration> waitTime = waitTime(prefer);
        Analysis analysis = waitTime.isPresent() ? analysisWaiter.await(queued.id(), waitTime.get()) : queued;
        Response.ResponseBuilder response =
                response(analysis, waitTime.isPresent() && analysis.state().isFinal() ? 200 : 202);
        waitTime.ifPresent(wait -> response.header("Preference-Applied", "wait=" + wait.toSeconds()));
        return response.build();
    }

    private static Optional<Duration> waitTime(@Nullable String prefer) {
        Matcher matcher = WAIT.matcher(prefer == null ? "" : prefer);
        return matcher.find()
                ? Optional.of(Duration.ofSeconds(Math.min(MAX_WAIT_SECONDS, Integer.parseInt(matcher.group(1)))))
                : Optional.empty();
    }
}
