package com.engram.web.streams;

import com.engram.people.Caller;
import com.engram.tenancy.Scope;
import com.engram.web.CurrentCaller;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;

/** Refuses an event stream if the person or the account has too many open ones. A browser does not retry a refusal. */
@Provider
@LimitedStreams
@Priority(Priorities.AUTHORIZATION + 3)
public class StreamLimitFilter implements ContainerRequestFilter {

    @Inject
    private EventStreams streams;

    @Context
    private HttpServletRequest request;

    @Override
    public void filter(ContainerRequestContext context) {
        Optional<Caller> caller = CurrentCaller.find(request);
        if (caller.isPresent() && streams.isFull(caller.get(), Scope.getTenant())) {
            context.abortWith(Response.fromResponse(ProblemResponses.response(
                            429,
                            "too_many_streams",
                            "Too many event streams are open for this person or this account. Close a page first."))
                    .header("Retry-After", "30")
                    .build());
        }
    }
}
