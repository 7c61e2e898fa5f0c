package com.engram.web.security;

import com.engram.web.problems.Problem;
import com.engram.web.problems.ProblemResponses;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses what no client of Engram sends, before any of it is read: paths that different parts of a server interpret
 * differently, and bodies that are too large. Images are also held to the size in their plan, by the features that receive
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

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long maxBytes = maxBytes(request);
        if (AMBIGUOUS.matcher(request.getRequestURI()).find()) {
            reject(response, Problem.of(400, "bad_request", "This path does not exist."));
        } else if (request.getContentLengthLong() > maxBytes) {
            String detail = "The body has at most %,d bytes here.".formatted(maxBytes);
            reject(response, Problem.of(413, "body_too_large", detail));
        } else if (request.getContentLengthLong() < 0 && isUrlEncodedForm(request)) {
            reject(response, Problem.of(411, "length_required", "Send the length of the form as Content-Length."));
        } else {
            chain.doFilter(new SizeLimitedRequest(request, maxBytes), response);
        }
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

    private static void reject(HttpServletResponse response, Problem problem) throws IOException {
        // The body has not been read, so the connection cannot be used for another request.
        response.setHeader("Connection", "close");
        ProblemResponses.write(response, problem);
    }
}
