package com.engram.web.security;

import com.engram.people.Caller;
import com.engram.people.keys.ApiKeys;
import com.engram.people.operators.OperatorSessions;
import com.engram.people.signin.Sessions;
import com.engram.web.CurrentCaller;
import com.engram.web.RequestPaths;
import com.engram.web.cookies.BrowserCookie;
import com.engram.web.cookies.ViewAsTenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/**
 * Determines the caller of a request: by API key under {@code /api/}, by the operator's cookie under {@code /admin}, and by
 * the session's cookie everywhere else, unless an operator {@linkplain ViewAsTenant views a tenant's portal}. The API
 * accepts no cookie, so another site cannot make a browser call it on behalf of its user.
 */
@ApplicationScoped
public class CallerAuthentication implements HttpAuthenticationMechanism {

    private static final String BEARER = "Bearer ";

    @Inject
    private ApiKeys keys;

    @Inject
    private Sessions sessions;

    @Inject
    private OperatorSessions operators;

    @Inject
    private ViewAsTenant viewAsTenant;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        Optional<Caller> caller = findCaller(request);
        if (caller.isEmpty()) {
            return context.doNothing();
        }
        CurrentCaller.set(request, caller.get());
        return context.notifyContainerAboutLogin(caller.get(), caller.get().permissions());
    }

    private Optional<Caller> findCaller(HttpServletRequest request) {
        if (RequestPaths.isConsole(request)) {
            return BrowserCookie.OPERATOR.find(request).flatMap(operators::findCaller);
        }
        if (!RequestPaths.isApi(request)) {
            return viewAsTenant
                    .findCaller(request)
                    .or(() -> BrowserCookie.SESSION.find(request).flatMap(sessions::findCaller));
        }
        String header = request.getHeader("Authorization");
        return header != null && header.startsWith(BEARER)
                ? keys.findCaller(header.substring(BEARER.length()).strip())
                : Optional.empty();
    }
}
