package com.engram.web.security;

import com.engram.web.CurrentCaller;
import com.engram.web.UnreadableBodyException;
import com.engram.web.problems.FieldProblem;
import com.engram.web.problems.Problem;
import com.engram.web.problems.ProblemWriter;
import com.engram.web.security.RequestParameters.InvalidParameterException;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.ClientErrorException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses what no client of Engram sends, before any of it is read: paths that different parts of a server interpret
 * differently, bodies that are too large or too slow, parameters that cannot be stored, and credentials that cannot be
 * checked. Images are also held to the size in their plan, by the features that receive
 * them.
 */
public class RequestGuardFilter extends HttpFilter {

    private static final long serialVersionUID = 1;

    /** Path parameters, double slashes, and backslashes, dots, or slashes that are percent-encoded. */
    private static final Pattern AMBIGUOUS = Pattern.compile("[;\\\\]|//|%(2[ef]|5c|00|3b)", Pattern.CASE_INSENSITIVE);

    /** A form without files, or the part of a multipart form that is not a file. */
    private static final long FORM_OVERHEAD_BYTES = 1L << 20;

    /** Visitors send one small image at a time. */
    private static final String TRY_IT_PATH = "/try";

    private static final long TRY_IT_MAX_BYTES = 10L << 20;

    @Inject
    @ConfigProperty(name = "engram.batches.maxZipBytes", defaultValue = "2147483648")
    private long maxZipBytes;

    @Inject
    private transient ProblemWriter problems;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long maxBytes = maxBytes(request);
        Optional<Problem> problem = findProblem(request, maxBytes);
        if (problem.isPresent()) {
            reject(request, response, problem.get());
            return;
        }
        GuardedRequest guarded;
        try {
            guarded = GuardedRequest.of(request, maxBytes, isUrlEncodedForm(request));
        } catch (InvalidParameterException e) {
            reject(request, response, invalidParameter(e));
            return;
        } catch (UnreadableBodyException e) {
            reject(request, response, problems.problemOf(e));
            return;
        } catch (ClientErrorException e) {
            reject(request, response, bodyTooLarge(maxBytes));
            return;
        }
        chain.doFilter(guarded, response);
    }

    private static Optional<Problem> findProblem(HttpServletRequest request, long maxBytes) {
        if (CurrentCaller.isUnchecked(request)) {
            return Optional.of(
                    Problem.of(
                            503,
                            "temporarily_unavailable",
                            "Your credentials cannot be checked at this moment. Nothing was changed. Try again in a few seconds."));
        }
        if (AMBIGUOUS.matcher(request.getRequestURI()).find()) {
            return Optional.of(Problem.of(400, "bad_request", "This path does not exist."));
        }
        if (request.getContentLengthLong() > maxBytes) {
            return Optional.of(bodyTooLarge(maxBytes));
        }
        return request.getContentLengthLong() < 0 && isUrlEncodedForm(request)
                ? Optional.of(Problem.of(411, "length_required", "Send the length of the form as Content-Length."))
                : Optional.empty();
    }

    private static Problem bodyTooLarge(long maxBytes) {
        return Problem.of(413, "body_too_large", "The body has at most %,d bytes here.".formatted(maxBytes));
    }

    private static Problem invalidParameter(InvalidParameterException e) {
        String detail = String.valueOf(e.getMessage());
        return Problem.of(400, "bad_request", "The parameter " + e.parameter() + ": " + detail)
                .withErrors(List.of(FieldProblem.inParameter(e.parameter(), detail)));
    }

    private long maxBytes(HttpServletRequest request) {
        if (!contentType(request).startsWith("multipart/")) {
            return FORM_OVERHEAD_BYTES;
        }
        long files = request.getRequestURI().equals(TRY_IT_PATH) ? TRY_IT_MAX_BYTES : maxZipBytes;
        return files + FORM_OVERHEAD_BYTES;
    }

    /** The container reads such a form itself when a parameter is asked for, and does not apply our limit to it. */
    private static boolean isUrlEncodedForm(HttpServletRequest request) {
        return contentType(request).startsWith("application/x-www-form-urlencoded");
    }

    private static String contentType(HttpServletRequest request) {
        String type = request.getContentType();
        return type == null ? "" : type.toLowerCase(Locale.ROOT);
    }

    private void reject(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        // The body has not been read, so the connection cannot be used for another request.
        response.setHeader("Connection", "close");
        problems.write(request, response, problem);
    }
}
