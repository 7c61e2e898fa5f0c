package com.engram.portal;

import com.engram.limits.Verdict;
import com.engram.web.View;
import jakarta.ws.rs.core.Response;

/** What somebody is told who tries too often. */
final class TooMany {

    private TooMany() {}

    static String words(Verdict verdict) {
        return "Too many attempts. " + pause(verdict);
    }

    /** How long to wait. */
    static String pause(Verdict verdict) {
        long minutes = Math.max(1, (verdict.pause().toSeconds() + 59) / 60);
        return "Wait " + minutes + (minutes == 1 ? " minute" : " minutes") + " and try again.";
    }

    static Response response(Verdict verdict, View page) {
        return Response.status(429)
                .header("Retry-After", Math.max(1, verdict.pause().toSeconds()))
                .entity(page)
                .build();
    }
}
