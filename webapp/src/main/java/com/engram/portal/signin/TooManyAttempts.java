package com.engram.portal.signin;

import com.engram.language.Messages;
import com.engram.limits.RateLimitDecision;
import com.engram.web.pages.View;
import jakarta.ws.rs.core.Response;

/** The response to too many attempts. */
public final class TooManyAttempts {

    private TooManyAttempts() {}

    /** The sentence that says how long to wait. */
    public static String message(RateLimitDecision decision, Messages messages) {
        return messages.text("signin.tooMany", minutes(decision));
    }

    /** How long to wait, in whole minutes. */
    public static long minutes(RateLimitDecision decision) {
        return Math.max(1, (decision.retryAfter().toSeconds() + 59) / 60);
    }

    public static Response response(RateLimitDecision decision, View page) {
        return Response.status(429)
                .header("Retry-After", Math.max(1, decision.retryAfter().toSeconds()))
                .entity(page)
                .build();
    }
}
