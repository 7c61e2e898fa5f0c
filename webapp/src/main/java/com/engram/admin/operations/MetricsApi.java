package com.engram.admin.operations;

import com.engram.people.Permission;
import com.engram.people.keys.ApiKeys;
import com.engram.tenancy.Scope;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * Metrics in Prometheus's text format. Open to clients on this machine, and to those who send {@code
 * engram.metrics.token} or an operator's API key as a bearer token.
 */
@Path("/metrics")
@RequestScoped
@PermitAll
public class MetricsApi {

    private static final String BEARER = "Bearer ";

    @Inject
    private ServerMetrics metrics;

    @Inject
    private ApiKeys keys;

    @Inject
    @ConfigProperty(name = "engram.metrics.token")
    private Optional<String> token;

    @Context
    private HttpServletRequest request;

    @GET
    @Operation(summary = "Read the server's metrics", hidden = true)
    public Response metrics() throws IOException {
        if (!isFromThisMachine() && !isTrusted()) {
            return ProblemResponses.response(
                    403,
                    "forbidden",
                    "Metrics are open to this machine, or to requests with engram.metrics.token as a bearer token.");
        }
        try (Scope.Entered ignored = Scope.enterOperator()) {
            return Response.ok(metrics.scrape(), ServerMetrics.MEDIA_TYPE).build();
        }
    }

    /** A request that a proxy on this machine forwards comes from elsewhere. */
    private boolean isFromThisMachine() throws IOException {
        return request.getHeader("X-Forwarded-For") == null
                && request.getHeader("Forwarded") == null
                && InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
    }

    private boolean isTrusted() {
        String header = request.getHeader("Authorization");
        if (header == null || !header.startsWith(BEARER)) {
            return false;
        }
        String given = header.substring(BEARER.length()).strip();
        return token.filter(expected -> isSame(expected, given)).isPresent()
                || keys.findCaller(given)
                        .filter(caller -> caller.permissions().contains(Permission.OPERATE))
                        .isPresent();
    }

    private static boolean isSame(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
