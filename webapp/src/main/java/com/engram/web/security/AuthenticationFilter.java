package com.engram.web.security;

import com.engram.people.Caller;
import com.engram.people.keys.ApiKeys;
import com.engram.people.operators.OperatorSessions;
import com.engram.people.signin.Sessions;
import com.engram.web.CurrentCaller;
import com.engram.web.RequestPaths;
import com.engram.web.cookies.BrowserCookie;
import com.engram.web.cookies.ViewAsTenant;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Determines the caller of a request: by API key under {@code /api/}, by the operator's cookie under {@code /admin}, and by
 * the session's cookie everywhere else, unless an operator {@linkplain ViewAsTenant views a tenant's portal}. The API
 * accepts no cookie, so another site cannot make a browser call it on behalf of its user.
 *
 * <p>A filter instead of a mechanism of Jakarta Security: {@link PermissionFilter} decides what a caller may do, and the
 * container's own subject for each request would be made and never read. See the decision "A filter authenticates callers".
 */
public class AuthenticationFilter extends HttpFilter {

    private static final long serialVersionUID = 1;
    private static final Logger LOG = Logger.getLogger(AuthenticationFilter.class.getName());
    private static final Pattern BEARER = Pattern.compile("Bearer +(\\S+) *", Pattern.CASE_INSENSITIVE);

    @Inject
    private transient ApiKeys keys;

    @Inject
    private transient Sessions sessions;

    @Inject
    private transient OperatorSessions operators;

    @Inject
    private transient ViewAsTenant viewAsTenant;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        authenticate(request);
        chain.doFilter(request, response);
    }

    private void authenticate(HttpServletRequest request) {
        try {
            findCaller(request).ifPresent(caller -> CurrentCaller.set(request, caller));
        } catch (RuntimeException e) {
            // Neither valid nor invalid: RequestGuardFilter responds that the credentials cannot be checked.
            LOG.log(Level.SEVERE, "The credentials of a request could not be checked", e);
            CurrentCaller.setUnchecked(request);
        }
    }

    private Optional<Caller> findCaller(HttpServletRequest request) {
        if (RequestPaths.isAsset(request)) {
            return Optional.empty();
        }
        if (RequestPaths.isConsole(request)) {
            return BrowserCookie.OPERATOR.find(request).flatMap(operators::findCaller);
        }
        if (!RequestPaths.isApi(request)) {
            return viewAsTenant
                    .findCaller(request)
                    .filter(caller -> operators.mayViewTenants(caller.id()))
                    .or(() -> BrowserCookie.SESSION.find(request).flatMap(sessions::findCaller));
        }
        return findBearerToken(request).flatMap(keys::findCaller);
    }

    /** The bearer token of a request, whether it is valid or not. */
    static Optional<String> findBearerToken(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Authorization"))
                .map(BEARER::matcher)
                .filter(Matcher::matches)
                .map(bearer -> bearer.group(1));
    }
}
