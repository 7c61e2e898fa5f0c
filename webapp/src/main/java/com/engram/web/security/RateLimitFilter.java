package com.engram.web.security;

import com.engram.limits.RateLimit;
import com.engram.limits.RateLimitDecision;
import com.engram.limits.RateLimits;
import com.engram.people.Caller;
import com.engram.people.Permission;
import com.engram.web.CurrentCaller;
import com.engram.web.RequestPaths;
import com.engram.web.problems.Problem;
import com.engram.web.problems.ProblemWriter;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Limits the requests a minute to the API: for each key, for all keys of an account together, and for each network address
 * that sends no valid key. The operator is not limited.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/">RateLimit header fields</a>
 */
public class RateLimitFilter extends HttpFilter {

    private static final long serialVersionUID = 1;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    @Inject
    private transient RateLimits limits;

    @Inject
    private transient ProblemWriter problems;

    @Inject
    @ConfigProperty(name = "engram.limits.requestsPerKey", defaultValue = "6000")
    private int perKey;

    @Inject
    @ConfigProperty(name = "engram.limits.requestsPerAccount", defaultValue = "12000")
    private int perAccount;

    @Inject
    @ConfigProperty(name = "engram.limits.unauthenticatedRequestsPerAddress", defaultValue = "300")
    private int unauthenticatedPerAddress;

    /** A limit, and what it says to this request. */
    private record Checked(RateLimit limit, RateLimitDecision decision) {}

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<Caller> caller = CurrentCaller.find(request);
        if (!RequestPaths.isApiResource(request)
                || caller.filter(RateLimitFilter::isOperator).isPresent()) {
            chain.doFilter(request, response);
            return;
        }
        Checked checked = check(request, caller);
        addHeaders(response, checked);
        if (checked.decision().allowed()) {
            chain.doFilter(request, response);
        } else {
            reject(request, response, checked.limit());
        }
    }

    private static boolean isOperator(Caller caller) {
        return caller.permissions().contains(Permission.OPERATE);
    }

    /** The limit that leaves the fewest requests. */
    private Checked check(HttpServletRequest request, Optional<Caller> caller) {
        if (caller.isEmpty()) {
            return check(new RateLimit("stranger", unauthenticatedPerAddress, WINDOW), request.getRemoteAddr());
        }
        Checked key = check(new RateLimit("key", perKey, WINDOW), caller.get().getName());
        if (!key.decision().allowed()) {
            return key;
        }
        String tenant = caller.get().tenant().map(Object::toString).orElse("");
        Checked account = check(new RateLimit("account", perAccount, WINDOW), tenant);
        boolean accountIsTighter = !account.decision().allowed()
                || account.decision().remaining() < key.decision().remaining();
        return accountIsTighter ? account : key;
    }

    private Checked check(RateLimit limit, String subject) {
        return new Checked(limit, limits.tryConsumeApproximately(limit, subject));
    }

    private static void addHeaders(HttpServletResponse response, Checked checked) {
        RateLimit limit = checked.limit();
        RateLimitDecision decision = checked.decision();
        response.setHeader(
                "RateLimit-Policy",
                "\"%s\";q=%d;w=%d"
                        .formatted(
                                limit.name(), limit.capacity(), limit.period().toSeconds()));
        long wait = roundedUpToSeconds(decision.retryAfter());
        response.setHeader("RateLimit", "\"%s\";r=%d;t=%d".formatted(limit.name(), decision.remaining(), wait));
        if (!decision.allowed()) {
            response.setHeader("Retry-After", Long.toString(Math.max(1, wait)));
        }
    }

    private void reject(HttpServletRequest request, HttpServletResponse response, RateLimit limit) throws IOException {
        String detail = "At most %d requests a minute. Wait for the seconds in Retry-After, then try again.";
        problems.write(request, response, Problem.of(429, "rate_limited", detail.formatted(limit.capacity())));
    }

    private static long roundedUpToSeconds(Duration wait) {
        return (wait.toMillis() + 999) / 1000;
    }
}
