package com.engram.portal.signin;

import com.engram.limits.RateLimitDecision;
import com.engram.web.pages.View;
import jakarta.ws.rs.core.Response;

/** The response to too many attempts. */
public final class TooManyAttempts {

    private TooManyAttempts() {}

    public static String message(RateLimitDecision decision) {
        return "Too many attempts. " + waitMessage(decision);
    }

    /** A sentence that says how long to wait. */
    public static String waitMessage(RateLimitDecision decision) {
        long minutes = Math.max(1, (decision.retryAfter().toSeconds() + 59) / 60);
        return "Wait " + minutes + (minutes == 1 ? " minute" : " minutes") + " and try again.";
    }

    public static Response response(RateLimitDecision decision, View page) {
        return Response.status(429)
                .header("Retry-After", Math.max(1, decision.retryAfter().toSeconds()))
                .entity(page)
                .build();
    }
}
