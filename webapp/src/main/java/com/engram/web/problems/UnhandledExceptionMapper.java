package com.engram.web.problems;

import com.engram.billing.payments.PaymentsUnavailableException;
import com.engram.images.storage.StorageException;
import com.engram.people.credentials.PasswordHashingBusyException;
import com.engram.web.RequestIdFilter;
import com.engram.web.RequestPaths;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Turns an exception that nothing else handled into a response: a problem for programs, a page for people. Failures of
 * the server are logged with the request id.
 */
@Provider
public class UnhandledExceptionMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = Logger.getLogger(UnhandledExceptionMapper.class.getName());
    private static final String RETRY_AFTER_SECONDS = "5";

    @Context
    private HttpServletRequest request;

    @Override
    public Response toResponse(Throwable failure) {
        Problem problem = problem(failure);
        if (problem.status() >= 500) {
            LOG.log(Level.SEVERE, "Request " + RequestIdFilter.of(request) + " failed", failure);
        }
        Response.ResponseBuilder builder = Response.fromResponse(ProblemResponses.response(problem));
        if (problem.status() == 503) {
            builder.header("Retry-After", RETRY_AFTER_SECONDS);
        }
        if (failure instanceof WebApplicationException web && web.getResponse().getHeaderString("Allow") != null) {
            builder.header("Allow", web.getResponse().getHeaderString("Allow"));
        }
        Response response = builder.build();
        return acceptsHtml() ? ProblemPages.page(response) : response;
    }

    private boolean acceptsHtml() {
        String accept = request.getHeader("Accept");
        return !RequestPaths.isApi(request) && accept != null && accept.contains("text/html");
    }

    private static Problem problem(Throwable failure) {
        if (failure instanceof WebApplicationException web) {
            return problem(web.getResponse().getStatus());
        }
        if (failure instanceof PasswordHashingBusyException) {
            return Problem.of(
                    503, "busy", "Too many people are signing in at this moment. Try again in a few seconds.");
        }
        if (failure instanceof PaymentsUnavailableException) {
            return Problem.of(
                    503,
                    "payments_unavailable",
                    "The payment processor does not answer. Nothing was changed. Try again in a few minutes.");
        }
        return failure instanceof StorageException
                ? Problem.of(
                        503,
                        "storage_unavailable",
                        "The image store does not answer. Nothing was lost. Try again in a few seconds.")
                : Problem.of(
                        500,
                        "internal_error",
                        "The server failed. Try again. If the error persists, send us the Request-Id.");
    }

    private static Problem problem(int status) {
        if (status == 404) {
            return ProblemResponses.NOT_FOUND;
        }
        String code = Problem.reasonPhrase(status).toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "_");
        return Problem.of(status, code, detail(status));
    }

    private static String detail(int status) {
        return switch (status) {
            case 400 -> "The request cannot be read. Check its JSON and its fields.";
            case 405 -> "This path does not support this method.";
            case 406 -> "The response is not available in a format that you accept.";
            case 413 -> "The body is larger than this path accepts.";
            case 415 -> "This path does not accept this Content-Type.";
            default -> "The request was refused.";
        };
    }
}
