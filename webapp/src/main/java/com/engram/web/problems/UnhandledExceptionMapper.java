package com.engram.web.problems;

import com.engram.billing.payments.PaymentsUnavailableException;
import com.engram.images.storage.StorageException;
import com.engram.people.credentials.PasswordHashingBusyException;
import com.engram.web.RequestIdFilter;
import com.engram.web.RequestPaths;
import com.engram.web.pages.View;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Turns what nobody handled into an answer: a problem for programs, a page for people, a line in the log for us. */
@Provider
public class UnhandledExceptionMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = Logger.getLogger(UnhandledExceptionMapper.class.getName());

    @Context
    private HttpServletRequest request;

    @Override
    public Response toResponse(Throwable failure) {
        Problem problem = problem(failure);
        if (problem.status() >= 500) {
            LOG.log(Level.SEVERE, "Request " + RequestIdFilter.of(request) + " failed", failure);
        }
        Response.ResponseBuilder response = Response.status(problem.status());
        if (problem.status() == 503) {
            response.header("Retry-After", "5");
        }
        if (failure instanceof WebApplicationException web && web.getResponse().getHeaderString("Allow") != null) {
            response.header("Allow", web.getResponse().getHeaderString("Allow"));
        }
        return wantsPage()
                ? response.type(MediaType.TEXT_HTML_TYPE)
                        .entity(View.of("failure", Map.of("problem", problem)))
                        .build()
                : response.type(ProblemResponses.MEDIA_TYPE).entity(problem).build();
    }

    private boolean wantsPage() {
        String accept = request.getHeader("Accept");
        return !RequestPaths.isApi(request) && accept != null && accept.contains("text/html");
    }

    private static Problem problem(Throwable failure) {
        if (failure instanceof WebApplicationException web) {
            int status = web.getResponse().getStatus();
            Response.Status known = Response.Status.fromStatusCode(status);
            String title = known == null ? "Error" : known.getReasonPhrase();
            return status == 404
                    ? (Problem) ProblemResponses.notFound().getEntity()
                    : new Problem("about:blank", title, status, code(title), detail(status));
        }
        if (failure instanceof PasswordHashingBusyException) {
            return new Problem(
                    "about:blank",
                    "Service Unavailable",
                    503,
                    "busy",
                    "Very many people are signing in at this moment. Try again in a few seconds.");
        }
        if (failure instanceof PaymentsUnavailableException) {
            return new Problem(
                    "about:blank",
                    "Service Unavailable",
                    503,
                    "payments_unavailable",
                    "The payment processor does not answer. Nothing was changed; try again in a few minutes.");
        }
        return failure instanceof StorageException
                ? new Problem(
                        "about:blank",
                        "Service Unavailable",
                        503,
                        "storage_unavailable",
                        "The image store does not answer. Nothing was lost; try again in a few seconds.")
                : new Problem(
                        "about:blank",
                        "Internal Server Error",
                        500,
                        "internal_error",
                        "Something went wrong on our side. Try again; if it stays, send us the Request-Id.");
    }

    private static String code(String title) {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "_");
    }

    private static String detail(int status) {
        return switch (status) {
            case 400 -> "The request cannot be read. Check its JSON and its fields.";
            case 405 -> "This address does not take that method.";
            case 406 -> "This cannot be given in a format that you accept.";
            case 413 -> "The body is longer than this address takes.";
            case 415 -> "This address does not take that Content-Type.";
            default -> "The request was refused.";
        };
    }
}
