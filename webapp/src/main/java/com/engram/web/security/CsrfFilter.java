package com.engram.web.security;

import com.engram.web.RequestPaths;
import com.engram.web.cookies.CsrfTokens;
import com.engram.web.problems.Problem;
import com.engram.web.problems.ProblemWriter;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a request that changes something on behalf of a cookie, and does not carry the token of its page. The API
 * accepts no cookies, and Stripe signs its events, so neither needs a token.
 */
public class CsrfFilter extends HttpFilter {

    private static final long serialVersionUID = 1;
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
    private static final String STRIPE_WEBHOOK_PATH = "/stripe/webhook";
    private static final String PARAMETER = "_csrf";
    private static final String QUERY_PREFIX = PARAMETER + "=";

    @Inject
    private transient CsrfTokens csrf;

    @Inject
    private transient ProblemWriter problems;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // Reading a parameter fixes the encoding of the whole form.
        if (request.getCharacterEncoding() == null) {
            request.setCharacterEncoding("UTF-8");
        }
        if (SAFE_METHODS.contains(request.getMethod())
                || RequestPaths.isApi(request)
                || request.getRequestURI().equals(STRIPE_WEBHOOK_PATH)
                || csrf.matches(request, submittedToken(request))) {
            chain.doFilter(request, response);
        } else {
            problems.write(
                    request,
                    response,
                    Problem.of(
                            "This form has expired",
                            HttpServletResponse.SC_FORBIDDEN,
                            "form_expired",
                            "Go back, reload the page and send it again."));
        }
    }

    private static @Nullable String submittedToken(HttpServletRequest request) {
        String header = request.getHeader("X-CSRF-Token");
        if (header != null) {
            return header;
        }
        return isMultipart(request) ? tokenInQuery(request) : request.getParameter(PARAMETER);
    }

    /** Reading a parameter of a multipart form consumes the whole form, so that the endpoint would receive nothing. */
    private static boolean isMultipart(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    private static @Nullable String tokenInQuery(HttpServletRequest request) {
        String query = request.getQueryString();
        return query != null && query.startsWith(QUERY_PREFIX) ? query.substring(QUERY_PREFIX.length()) : null;
    }
}
