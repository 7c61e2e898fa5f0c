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
 * Sends whoever calls an endpoint that {@link RequiresReauthentication} to prove again who they are, unless they have a moment ago: a
 * browser left open, or a stolen cookie, is not enough to make itself at home.
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
public class ReauthenticationFilter implements ContainerRequestFilter {

    /** Where they prove it. */
    public static final String PAGE = "/settings/prove";

    @Inject
    private Sessions sessions;

    @Context
    private ResourceInfo endpoint;

    @Context
    private HttpServletRequest request;

    @Override
    public void filter(ContainerRequestContext context) {
        RequiresReauthentication asked = endpoint.getResourceMethod().getAnnotation(RequiresReauthentication.class);
        if (asked == null
                || CurrentCaller.find(request)
                        .filter(caller -> sessions.isFresh(caller.id()))
                        .isPresent()) {
            return;
        }
        String there = PAGE + "?next=" + asked.value();
        boolean script = MediaType.APPLICATION_JSON_TYPE.equals(context.getMediaType());
        context.abortWith(
                script
                        ? ProblemResponses.response(403, "proof_needed", "Confirm first that it is you: " + there)
                        : Response.seeOther(URI.create(there)).build());
    }
}
