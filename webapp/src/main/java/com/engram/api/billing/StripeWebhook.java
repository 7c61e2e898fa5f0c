package com.engram.api.billing;

import com.engram.billing.Subscriptions;
import com.engram.billing.events.BillingEventLog;
import com.engram.billing.events.HandleBillingEvent;
import com.engram.billing.payments.BillingEvent;
import com.engram.billing.payments.Payments;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
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
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Where Stripe tells what happened. Whoever cannot sign is refused; what concerns no tenant of ours, and what we do not
 * know, is acknowledged; what could not be done is answered with an error, so that it is told again.
 */
@Path("/stripe/webhook")
@ApplicationScoped
@PermitAll
public class StripeWebhook {

    private static final Logger LOG = Logger.getLogger(StripeWebhook.class.getName());
    private static final int LARGEST = 1 << 20;

    /** Each holds a connection to the database while Stripe is asked; the others wait here, without one. */
    private final Semaphore atOnce = new Semaphore(4, true);

    private static final long SECONDS_IN_LINE = 20;

    @Inject
    private Payments payments;

    @Inject
    private Subscriptions subscriptions;

    @Inject
    private HandleBillingEvent takeNotice;

    @Inject
    private BillingEventLog events;

    @POST
    @Operation(hidden = true)
    public Response take(InputStream sent, @HeaderParam("Stripe-Signature") @Nullable String signature)
            throws IOException, InterruptedException {
        if (!payments.areOnline()) {
            return ProblemResponses.notFound();
        }
        byte[] body = sent.readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            return ProblemResponses.response(413, "too_large", "An event has at most 1 MiB.");
        }
        Optional<BillingEvent> notice =
                payments.read(new String(body, StandardCharsets.UTF_8), signature == null ? "" : signature);
        if (notice.isEmpty()) {
            return ProblemResponses.response(400, "bad_signature", "The signature is missing, wrong or too old.");
        }
        return notice.get()
                .customer()
                .flatMap(subscriptions::findTenant)
                .map(tenant -> inTurn(tenant, notice.get()))
                .orElseGet(() -> Response.ok().build());
    }

    private Response inTurn(TenantId tenant, BillingEvent notice) {
        try {
            if (!atOnce.tryAcquire(SECONDS_IN_LINE, TimeUnit.SECONDS)) {
                return busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return busy();
        }
        try {
            return act(tenant, notice);
        } finally {
            atOnce.release();
        }
    }

    private Response act(TenantId tenant, BillingEvent notice) {
        try (Scope.Entered ignored = Scope.enter(tenant)) {
            try {
                takeNotice.take(notice);
                return Response.ok().build();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "Stripe's event " + notice.id() + " is to be told again", e);
                events.failed(notice, cause(e));
                return ProblemResponses.response(500, "not_done", "This could not be done now. Please tell it again.");
            }
        }
    }

    private static Response busy() {
        return ProblemResponses.response(503, "busy", "Too many events at once. Please tell it again.");
    }

    private static String cause(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getMessage() == null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
