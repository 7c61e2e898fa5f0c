package com.engram.api.billing;

import com.engram.billing.events.ReceiveBillingEvent;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint to which Stripe sends its events. It checks the size and the signature, and answers with an error if
 * Stripe has to send the event again.
 */
@Path("/stripe/webhook")
@ApplicationScoped
@PermitAll
public class StripeWebhook {

    private static final int MAX_BYTES = 1 << 20;

    @Inject
    private ReceiveBillingEvent receiveBillingEvent;

    @POST
    @Operation(hidden = true)
    public Response receive(InputStream content, @HeaderParam("Stripe-Signature") @Nullable String signature)
            throws IOException {
        if (!receiveBillingEvent.isConfigured()) {
            return ProblemResponses.notFound();
        }
        byte[] body = content.readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            return ProblemResponses.response(413, "too_large", "An event has at most 1 MiB.");
        }
        String text = new String(body, StandardCharsets.UTF_8);
        return switch (receiveBillingEvent.receive(text, signature == null ? "" : signature)) {
            case REJECTED ->
                ProblemResponses.response(
                        400, "bad_signature", "The signature is missing, wrong, too old, or dated in the future.");
            case HANDLED, IGNORED -> Response.ok().build();
            case BUSY -> ProblemResponses.response(503, "busy", "Too many events arrive at once. Send it again later.");
            case FAILED ->
                ProblemResponses.response(500, "not_done", "The event could not be handled. Send it again later.");
        };
    }
}
