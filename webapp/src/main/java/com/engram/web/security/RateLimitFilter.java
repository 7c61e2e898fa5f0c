package com.engram.web.security;

import com.engram.limits.RateLimit;
import com.engram.limits.RateLimitDecision;
import com.engram.limits.RateLimits;
import com.engram.people.Caller;
import com.engram.people.Permission;
import com.engram.web.CurrentCaller;
import com.engram.web.RequestPaths;
import com.engram.web.problems.ProblemResponses;
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
 * Holds the API's callers to so many requests a minute: each key, all keys of an account together, and, for whoever
 * comes without a good key, each network address. The operator is not held.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/">RateLimit header fields</a>
 */
public class RateLimitFilter extends HttpFilter {

    private static final long serialVersionUID = 1;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    @Inject
    private transient RateLimits limits;

    @Inject
    @ConfigProperty(name = "engram.limits.requestsPerKey", defaultValue = "6000")
    private int perKey;

    @Inject
    @ConfigProperty(name = "engram.limits.requestsPerAccount", defaultValue = "12000")
    private int perAccount;

    @Inject
    @ConfigProperty(name = "engram.limits.strangersPerAddress", defaultValue = "300")
    private int perAddress;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<Caller> caller = CurrentCaller.find(request);
        if (!RequestPaths.isApiResource(request)
                || caller.filter(who -> who.permissions().contains(Permission.OPERATE))
                        .isPresent()) {
            chain.doFilter(request, response);
            return;
        }
        RateLimit own = caller.isPresent()
                ? new RateLimit("key", perKey, WINDOW)
                : new RateLimit("stranger", perAddress, WINDOW);
        RateLimitDecision verdict =
                limits.takeRoughly(own, caller.map(Caller::getName).orElseGet(request::getRemoteAddr));
        if (verdict.allowed() && caller.isPresent()) {
            RateLimit account = new RateLimit("account", perAccount, WINDOW);
            RateLimitDecision together = limits.takeRoughly(
                    account, caller.get().tenant().map(Object::toString).orElse(""));
            if (!together.allowed() || together.left() < verdict.left()) {
                own = account;
                verdict = together;
            }
        }
        tell(response, own, verdict);
        if (verdict.allowed()) {
            chain.doFilter(request, response);
        } else {
            refuse(response, own);
        }
    }

    private static void tell(HttpServletResponse response, RateLimit limit, RateLimitDecision verdict) {
        response.setHeader(
                "RateLimit-Policy",
                "\"%s\";q=%d;w=%d"
                        .formatted(limit.name(), limit.most(), limit.period().toSeconds()));
        long pause = seconds(verdict.pause());
        response.setHeader("RateLimit", "\"%s\";r=%d;t=%d".formatted(limit.name(), verdict.left(), pause));
        if (!verdict.allowed()) {
            response.setHeader("Retry-After", Long.toString(Math.max(1, pause)));
        }
    }

    private static void refuse(HttpServletResponse response, RateLimit limit) throws IOException {
        response.setStatus(429);
        response.setContentType(ProblemResponses.MEDIA_TYPE + ";charset=UTF-8");
        response.getWriter().write("""
                {"type":"about:blank","title":"Too Many Requests","status":429,"code":"rate_limited",\
                "detail":"At most %d requests a minute. Wait for the seconds that Retry-After tells, then try again."}""".formatted(limit.most()));
    }

    private static long seconds(Duration pause) {
        return (pause.toMillis() + 999) / 1000;
    }
}
