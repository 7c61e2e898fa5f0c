package com.engram.web.security;

import com.engram.audit.AuditLog;
import com.engram.people.Caller;
import com.engram.web.CurrentCaller;
import com.engram.web.RequestIdFilter;
import com.engram.web.RequestPaths;
import com.engram.web.pages.View;
import com.engram.web.problems.Problem;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.Priority;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Holds every endpoint to the permission it states, {@code @RolesAllowed} or {@code @PermitAll}; one that states none
 * admits nobody. Answers in the shape of the place: a problem for the API, the login page for people.
 */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class PermissionFilter implements ContainerRequestFilter {

    private static final Logger LOG = Logger.getLogger(PermissionFilter.class.getName());

    @Inject
    private AuditLog audit;

    @Context
    private ResourceInfo endpoint;

    @Context
    private HttpServletRequest request;

    @Override
    public void filter(ContainerRequestContext context) {
        if (find(PermitAll.class) != null) {
            return;
        }
        Optional<Caller> caller = CurrentCaller.find(request);
        if (caller.isEmpty()) {
            context.abortWith(RequestPaths.isApi(request) ? unknownKey() : toLogin());
        } else if (caller.get().suspended() && !isOpenToSuspended()) {
            context.abortWith(suspended());
        } else if (caller.get().isViewAsTenant() && !isHarmless()) {
            context.abortWith(watchingOnly());
        } else if (!isAllowed(caller.get())) {
            tell();
            context.abortWith(ProblemResponses.response(
                    403, "forbidden", "This takes a permission that you do not have: " + String.join(" or ", asked())));
        }
    }

    private boolean isOpenToSuspended() {
        return endpoint.getResourceClass().isAnnotationPresent(OpenToSuspendedAccounts.class);
    }

    /** What an operator who looks on may see: pages, but nothing that its own people must prove themselves for. */
    private boolean isHarmless() {
        return request.getMethod().equals("GET")
                && !endpoint.getResourceMethod().isAnnotationPresent(RequiresReauthentication.class);
    }

    private static Response watchingOnly() {
        return page(new Problem(
                "about:blank",
                "You only look on",
                403,
                "watching_only",
                "You see this account as its people do, and change nothing in it. Nothing was changed."));
    }

    private Response suspended() {
        Problem problem = new Problem(
                "about:blank",
                "This account is suspended",
                403,
                "tenant_suspended",
                "Nothing of it is lost, and nothing new is taken in. Please contact us.");
        return RequestPaths.isApi(request)
                ? ProblemResponses.response(403, problem.code(), "This account is suspended. " + problem.detail())
                : page(problem);
    }

    private static Response page(Problem problem) {
        return Response.status(403)
                .type(MediaType.TEXT_HTML_TYPE)
                .entity(View.of("failure", Map.of("problem", problem)))
                .build();
    }

    /** Whoever tries what they may not do is worth a line, in the log and in the account's own. */
    private void tell() {
        String what = request.getMethod() + " " + request.getRequestURI();
        LOG.log(Level.INFO, "Denied {0}: {1}", new Object[] {RequestIdFilter.of(request), what});
        audit.record("access.denied", what);
    }

    private boolean isAllowed(Caller caller) {
        return asked().stream().anyMatch(caller.permissions()::contains);
    }

    private Set<String> asked() {
        RolesAllowed allowed = find(RolesAllowed.class);
        return allowed == null ? Set.of() : Set.of(allowed.value());
    }

    private <A extends Annotation> @Nullable A find(Class<A> type) {
        A onMethod = endpoint.getResourceMethod().getAnnotation(type);
        boolean methodSpeaks = endpoint.getResourceMethod().isAnnotationPresent(PermitAll.class)
                || endpoint.getResourceMethod().isAnnotationPresent(RolesAllowed.class);
        return methodSpeaks ? onMethod : endpoint.getResourceClass().getAnnotation(type);
    }

    private static Response unknownKey() {
        return Response.fromResponse(ProblemResponses.response(
                        401, "unauthenticated", "Send a valid API key: Authorization: Bearer eng_live_..."))
                .header("WWW-Authenticate", "Bearer realm=\"Engram\"")
                .build();
    }

    private Response toLogin() {
        if (!request.getMethod().equals("GET")) {
            return ProblemResponses.response(401, "signed_out", "You are signed out. Log in and try again.");
        }
        if (RequestPaths.isConsole(request)) {
            return Response.seeOther(URI.create("/admin/login")).build();
        }
        String here = request.getRequestURI();
        return Response.seeOther(URI.create("/login?next=" + URLEncoder.encode(here, StandardCharsets.UTF_8)))
                .build();
    }
}
