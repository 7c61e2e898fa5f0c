package com.engram.web.security;

import com.engram.people.Caller;
import com.engram.web.CurrentCaller;
import com.engram.web.RequestPaths;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;

/** Refuses API keys of tenants whose plan has no API access. Their images and results stay readable in the portal. */
@Provider
@Priority(Priorities.AUTHORIZATION)
public class ApiAccessFilter implements ContainerRequestFilter {

    @Context
    private HttpServletRequest request;

    @Override
    public void filter(ContainerRequestContext context) {
        if (RequestPaths.isApi(request)) {
            CurrentCaller.find(request).flatMap(Caller::planWithoutApi).ifPresent(plan -> refuse(context, plan));
        }
    }

    private static void refuse(ContainerRequestContext context, String plan) {
        context.abortWith(ProblemResponses.response(
                403,
                "api_not_in_plan",
                "The plan %s has no API access. Use the portal, or upgrade under /billing.".formatted(plan)));
    }
}
