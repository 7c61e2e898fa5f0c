package com.engram.web.problems;

import com.engram.web.RequestIdFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Turns an exception that nothing else handled into a response: a problem for programs, a page for people. Failures of
 * the server are logged with the request id.
 */
@Provider
public class UnhandledExceptionMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = Logger.getLogger(UnhandledExceptionMapper.class.getName());

    @Context
    private HttpServletRequest request;

    @Override
    public Response toResponse(Throwable failure) {
        Problem problem = Failures.problemOf(failure);
        if (problem.status() >= 500) {
            LOG.log(Level.SEVERE, "Request " + RequestIdFilter.of(request) + " failed", failure);
        } else if (!(failure instanceof WebApplicationException)) {
            LOG.log(Level.INFO, "Request " + RequestIdFilter.of(request) + " was refused", failure);
        }
        Response response = ProblemResponses.response(problem);
        if (failure instanceof WebApplicationException web && web.getResponse().getHeaderString("Allow") != null) {
            response = Response.fromResponse(response)
                    .header("Allow", web.getResponse().getHeaderString("Allow"))
                    .build();
        }
        return ProblemPages.forCaller(request, response);
    }
}
