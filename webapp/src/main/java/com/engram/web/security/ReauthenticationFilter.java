package com.engram.web.security;

import com.engram.people.signin.Sessions;
import com.engram.web.CurrentCaller;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.Priority;
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
import java.net.URI;

/**
 * Sends the caller of an endpoint that {@link RequiresReauthentication} to sign in again, unless they have signed in a
 * few minutes ago. A browser left open, or a stolen cookie, is not enough to take over an account.
 */
@Provider
@Priority(Priorities.AUTHORIZATION - 1)
public class ReauthenticationFilter implements ContainerRequestFilter {

    /** The path of the page that asks the caller to sign in again. */
    public static final String PAGE = "/settings/prove";

    @Inject
    private Sessions sessions;

    @Context
    private ResourceInfo endpoint;

    @Context
    private HttpServletRequest request;

    @Override
    public void filter(ContainerRequestContext context) {
        RequiresReauthentication required = endpoint.getResourceMethod().getAnnotation(RequiresReauthentication.class);
        if (required == null || isFresh()) {
            return;
        }
        String page = PAGE + "?next=" + required.value();
        boolean script = MediaType.APPLICATION_JSON_TYPE.equals(context.getMediaType());
        context.abortWith(
                script
                        ? ProblemResponses.response(403, "proof_needed", "Confirm your identity first: " + page)
                        : Response.seeOther(URI.create(page)).build());
    }

    private boolean isFresh() {
        return CurrentCaller.find(request)
                .filter(caller -> sessions.isRecentlyProved(caller.id()))
                .isPresent();
    }
}
