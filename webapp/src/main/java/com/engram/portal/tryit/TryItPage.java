package com.engram.portal.tryit;

import com.engram.images.upload.ReceiveImage.UploadRequest;
import com.engram.language.Messages;
import com.engram.library.AnalyseTrialImage;
import com.engram.limits.RateLimit;
import com.engram.limits.RateLimitDecision;
import com.engram.limits.RateLimits;
import com.engram.refusals.Refusal;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import com.engram.web.intake.AnalysisWaiter;
import com.engram.web.intake.UploadedFile;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.View;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The try-it box of the start page, for one image without an account. A script swaps the result into the page;
 * without it the form redirects to the start page.
 */
@Path("/try")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class TryItPage {

    private static final long MAX_BYTES = 10L << 20;
    private static final Duration MAX_WAIT = Duration.ofSeconds(8);
    private static final Duration HOUR = Duration.ofHours(1);

    @Inject
    private AnalyseTrialImage analyseTrialImage;

    @Inject
    private TrialImageFinder triedImages;

    @Inject
    private AnalysisWaiter analysisWaiter;

    @Inject
    private RateLimits limits;

    @Inject
    @ConfigProperty(name = "engram.limits.triesPerAddress", defaultValue = "10")
    private int perAddress;

    @Inject
    @ConfigProperty(name = "engram.limits.tries", defaultValue = "600")
    private int inTotal;

    @Inject
    private HomePage home;

    @Context
    private HttpServletRequest request;

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @PermitAll
    public Response submit(List<EntityPart> parts) throws IOException, InterruptedException {
        Optional<Response> limited = rateLimited();
        if (limited.isPresent()) {
            return limited.get();
        }
        Optional<UploadedFile> posted = UploadedFile.read(parts, "image", MAX_BYTES);
        if (posted.isEmpty()) {
            return noImage();
        }
        AnalyseTrialImage.Result result;
        try (UploadedFile file = posted.get();
                Scope.Entered ignored = Scope.enter(TenantId.TRY_IT)) {
            if (file.bytes() == 0) {
                return noImage();
            }
            Optional<Refusal> closed = analyseTrialImage.findRefusal();
            if (closed.isPresent()) {
                return refused(closed.get());
            }
            result = analyseTrialImage.analyse(
                    new UploadRequest(file.filename(), file.contentType(), file.bytes()), file.path());
            if (result instanceof AnalyseTrialImage.Accepted tried) {
                analysisWaiter.await(tried.analysis().id(), MAX_WAIT);
            }
        }
        return result instanceof AnalyseTrialImage.Refused refused
                ? refused(refused.refusal())
                : shown(((AnalyseTrialImage.Accepted) result).token());
    }

    @GET
    @Path("{token}")
    @PermitAll
    public View show(@PathParam("token") String token) {
        return View.of("tried", Map.of("tried", triedImages.find(token).orElseThrow(NotFoundException::new)));
    }

    private Optional<Response> rateLimited() {
        RateLimitDecision own = limits.tryConsume(new RateLimit("try-it", perAddress, HOUR), request.getRemoteAddr());
        RateLimitDecision all =
                own.allowed() ? limits.tryConsume(new RateLimit("try-it-all", inTotal, HOUR), "all") : own;
        if (all.allowed()) {
            return Optional.empty();
        }
        String words =
                own.allowed() ? messages().text("home.try.busy") : messages().text("home.try.limit", perAddress);
        return Optional.of(Response.fromResponse(refused(Response.status(429).build(), words))
                .header("Retry-After", Math.max(1, all.retryAfter().toSeconds()))
                .build());
    }

    private Response noImage() {
        return refused(Response.status(400).build(), messages().text("home.try.missing"));
    }

    private Response shown(String token) {
        return isScript()
                ? Response.ok(show(token)).build()
                : Response.seeOther(URI.create("/?tried=" + token + "#try")).build();
    }

    private Response refused(Refusal refusal) {
        // A visitor has no plan, so the sentences about limits of plans are other ones here.
        String own = "home.try.refused." + refusal.reason().code();
        return refused(
                ProblemResponses.of(refusal), messages().textOr(own, messages().text(refusal.message())));
    }

    private Response refused(Response answer, String why) {
        return Response.fromResponse(answer)
                .type(MediaType.TEXT_HTML)
                .entity(isScript() ? View.of("try-refused", Map.of("why", why)) : home.showError(why))
                .build();
    }

    private Messages messages() {
        return RequestLanguage.messages(request);
    }

    private boolean isScript() {
        return "true".equals(request.getHeader("HX-Request"));
    }
}
