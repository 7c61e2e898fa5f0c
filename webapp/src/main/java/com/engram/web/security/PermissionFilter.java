package com.engram.web.security;

import com.engram.audit.AuditLog;
import com.engram.people.Caller;
import com.engram.web.CurrentCaller;
import com.engram.web.RequestIdFilter;
import com.engram.web.RequestPaths;
import com.engram.web.problems.Problem;
import com.engram.web.problems.ProblemPages;
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
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Checks the permission that an endpoint states with {@code @RolesAllowed} or {@code @PermitAll}. An endpoint that states
 * none admits nobody. The API answers with a problem, the portal and the console with a page or their login.
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
        if (findAnnotation(PermitAll.class) != null) {
            return;
        }
        Optional<Caller> caller = CurrentCaller.find(request);
        if (caller.isEmpty()) {
            context.abortWith(RequestPaths.isApi(request) ? unauthenticated(request) : redirectToLogin());
        } else if (caller.get().suspended() && !isOpenToSuspended()) {
            context.abortWith(suspended());
        } else if (caller.get().isViewAsTenant() && !isAllowedInReadOnlyView()) {
            context.abortWith(readOnlyViewOnly());
        } else if (!isAllowed(caller.get())) {
            recordDenial();
            context.abortWith(ProblemPages.forCaller(
                    request,
                    ProblemResponses.response(
                            403, "forbidden", KeyProblems.explainDenial(caller.get(), requiredPermissions()))));
        }
    }

    private boolean isOpenToSuspended() {
        return endpoint.getResourceClass().isAnnotationPresent(OpenToSuspendedAccounts.class);
    }

    /** An operator who views a tenant's portal sees its pages, except those that require the tenant's own sign-in. */
    private boolean isAllowedInReadOnlyView() {
        return request.getMethod().equals("GET")
                && !endpoint.getResourceMethod().isAnnotationPresent(RequiresReauthentication.class);
    }

    private static Response readOnlyViewOnly() {
        return ProblemPages.page(ProblemResponses.response(Problem.of(
                "This view is read-only",
                403,
                "watching_only",
                "You see this account as its members see it, and cannot change anything in it. Nothing was changed.")));
    }

    private Response suspended() {
        String detail = "Its images and results are kept, and it accepts no new ones. Please contact us.";
        return RequestPaths.isApi(request)
                ? ProblemResponses.response(403, "tenant_suspended", "This account is suspended. " + detail)
                : ProblemPages.page(ProblemResponses.response(
                        Problem.of("This account is suspended", 403, "tenant_suspended", detail)));
    }

    /** A denial is recorded in the log and in the account's audit log, because it may be an attack. */
    private void recordDenial() {
        String call = request.getMethod() + " " + request.getRequestURI();
        LOG.log(Level.INFO, "Denied {0}: {1}", new Object[] {RequestIdFilter.of(request), call});
        audit.record("access.denied", call);
    }

    private boolean isAllowed(Caller caller) {
        return requiredPermissions().stream().anyMatch(caller.permissions()::contains);
    }

    private Set<String> requiredPermissions() {
        RolesAllowed allowed = findAnnotation(RolesAllowed.class);
        return allowed == null ? Set.of() : Set.of(allowed.value());
    }

    /** The annotation of the method; of its class if the method states no permission. */
    private <A extends Annotation> @Nullable A findAnnotation(Class<A> type) {
        Method method = endpoint.getResourceMethod();
        boolean statedByMethod =
                method.isAnnotationPresent(PermitAll.class) || method.isAnnotationPresent(RolesAllowed.class);
        return statedByMethod
                ? method.getAnnotation(type)
                : endpoint.getResourceClass().getAnnotation(type);
    }

    private static Response unauthenticated(HttpServletRequest request) {
        return Response.fromResponse(ProblemResponses.response(401, "unauthenticated", KeyProblems.explain(request)))
                .header("WWW-Authenticate", "Bearer realm=\"Engram\"")
                .build();
    }

    private Response redirectToLogin() {
        if (!request.getMethod().equals("GET")) {
            return ProblemPages.forCaller(
                    request, ProblemResponses.response(401, "signed_out", "You are signed out. Log in and try again."));
        }
        if (RequestPaths.isConsole(request)) {
            return Response.seeOther(URI.create("/admin/login")).build();
        }
        String next = URLEncoder.encode(request.getRequestURI(), StandardCharsets.UTF_8);
        return Response.seeOther(URI.create("/login?next=" + next)).build();
    }
}
