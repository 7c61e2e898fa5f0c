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
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Determines the caller of a request: by API key under {@code /api/}, by the operator's cookie under {@code /admin}, and by
 * the session's cookie everywhere else, unless an operator {@linkplain ViewAsTenant views a tenant's portal}. The API
 * accepts no cookie, so another site cannot make a browser call it on behalf of its user.
 */
@ApplicationScoped
public class CallerAuthentication implements HttpAuthenticationMechanism {

    private static final Logger LOG = Logger.getLogger(CallerAuthentication.class.getName());

    /**
     * Tells the container that no scheme of its own is in use (Jakarta Authentication, section 3.8.4). Otherwise it takes
     * the caller's Authorization for the Basic scheme, decodes it, and fails on one that is malformed.
     */
    private static final String AUTHENTICATION_TYPE = "jakarta.servlet.http.authType";

    private static final Pattern BEARER = Pattern.compile("Bearer +(\\S+) *", Pattern.CASE_INSENSITIVE);

    @Inject
    private ApiKeys keys;

    @Inject
    private Sessions sessions;

    @Inject
    private OperatorSessions operators;

    @Inject
    private ViewAsTenant viewAsTenant;

    @Override
    @SuppressWarnings("unchecked") // MessageInfo has a raw map.
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        context.getMessageInfo().getMap().put(AUTHENTICATION_TYPE, "ENGRAM");
        Optional<Caller> caller;
        try {
            caller = findCaller(request);
        } catch (RuntimeException e) {
            // Neither valid nor invalid: RequestGuardFilter responds that the credentials cannot be checked.
            LOG.log(Level.SEVERE, "The credentials of a request could not be checked", e);
            CurrentCaller.setUnchecked(request);
            return context.doNothing();
        }
        if (caller.isEmpty()) {
            return context.doNothing();
        }
        CurrentCaller.set(request, caller.get());
        return context.notifyContainerAboutLogin(caller.get(), caller.get().permissions());
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
        return Optional.ofNullable(request.getHeader("Authorization"))
                .map(BEARER::matcher)
                .filter(Matcher::matches)
                .flatMap(bearer -> keys.findCaller(bearer.group(1)));
    }
}
