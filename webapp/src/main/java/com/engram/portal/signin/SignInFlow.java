package com.engram.portal.signin;

import com.engram.people.People;
import com.engram.people.factors.SecondFactor;
import com.engram.people.members.Members;
import com.engram.people.signin.SessionOrigin;
import com.engram.people.signin.Sessions;
import com.engram.people.signin.Sessions.Authenticated;
import com.engram.people.sso.SingleSignOn;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import com.engram.web.CurrentCaller;
import com.engram.web.PublicId;
import com.engram.web.cookies.BrowserCookie;
import com.engram.web.cookies.EncryptedCookies;
import com.engram.web.language.RequestLanguage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.ForbiddenException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Signs a browser in after authentication, always with a new session. */
@ApplicationScoped
public class SignInFlow {

    /** With these methods nobody authenticates; the new session keeps the previous one's authentication. */
    private static final Set<String> WITHOUT_AUTHENTICATION = Set.of(SessionOrigin.INVITATION, SessionOrigin.SWITCHING);

    @Inject
    private Sessions sessions;

    @Inject
    private People people;

    @Inject
    private SecondFactor secondFactor;

    @Inject
    private Members members;

    @Inject
    private SingleSignOn singleSignOn;

    @Inject
    private EncryptedCookies cookies;

    /**
     * Opens a session for a person in a tenant and ends the browser's previous session. If the tenant requires single
     * sign-on and the person used another method, no session is opened.
     *
     * @param next the page to go to
     * @return the redirect: to that page, or to the provider
     */
    URI open(
            HttpServletRequest request,
            HttpServletResponse response,
            TenantId tenant,
            UUID person,
            String method,
            String next) {
        if (!method.equals(SessionOrigin.SINGLE_SIGN_ON) && singleSignOn.isRequired(tenant, person)) {
            return URI.create("/sso/" + PublicId.TENANT.of(tenant.value()) + "/on");
        }
        Optional<Sessions.SessionProof> before = WITHOUT_AUTHENTICATION.contains(method)
                ? CurrentCaller.find(request)
                        .filter(caller -> caller.person().filter(person::equals).isPresent())
                        .flatMap(caller -> sessions.findProof(caller.id()))
                : Optional.empty();
        CurrentCaller.find(request).ifPresent(caller -> sessions.close(caller.id()));
        BrowserCookie.PENDING_SECOND_FACTOR.clear(request, response);
        String agent = Optional.ofNullable(request.getHeader("User-Agent")).orElse("");
        SessionOrigin browser = new SessionOrigin(request.getRemoteAddr(), agent, method);
        try (Scope.Entered ignored = Scope.enter(tenant)) {
            BrowserCookie.SESSION.set(request, response, sessions.open(person, browser, before));
            people.suggestLanguage(person, RequestLanguage.of(request));
        }
        return URI.create(SafeRedirect.pathOr(next, "/gallery"));
    }

    /** Whether a person must also give a second factor. If so, a cookie remembers the accepted password. */
    boolean requiresSecondFactor(HttpServletRequest request, HttpServletResponse response, Authenticated recognised) {
        try (Scope.Entered ignored = Scope.enter(recognised.tenant())) {
            if (!secondFactor.isOn(recognised.person())) {
                return false;
            }
        }
        String pending = recognised.person() + " " + recognised.tenant().value();
        cookies.set(request, response, BrowserCookie.PENDING_SECOND_FACTOR, pending);
        return true;
    }

    /** The person whose password was accepted in this browser and whose second factor is pending. */
    Optional<Authenticated> findPendingSecondFactor(HttpServletRequest request) {
        return cookies.find(request, BrowserCookie.PENDING_SECOND_FACTOR)
                .map(pending -> pending.split(" "))
                .map(pending ->
                        new Authenticated(UUID.fromString(pending[0]), new TenantId(UUID.fromString(pending[1]))));
    }

    /** Whether a code is valid for the person whose second factor is pending. */
    boolean verifySecondFactor(Authenticated pending, String code) {
        try (Scope.Entered ignored = Scope.enter(pending.tenant())) {
            return secondFactor.verify(pending.person(), code);
        }
    }

    /** Remembers that the person with this email address has signed in with this browser. */
    void rememberBrowser(HttpServletRequest request, HttpServletResponse response, String email) {
        if (!isKnownBrowser(request, email)) {
            cookies.set(request, response, BrowserCookie.DEVICE, email.strip().toLowerCase(Locale.ROOT));
        }
    }

    /** Remembers that a member of a tenant has signed in with this browser. */
    void rememberBrowser(HttpServletRequest request, HttpServletResponse response, TenantId tenant, UUID person) {
        try (Scope.Entered ignored = Scope.enter(tenant)) {
            people.findProfile(person).ifPresent(profile -> rememberBrowser(request, response, profile.email()));
        }
    }

    /** Whether the person with this email address has signed in with this browser before. */
    boolean isKnownBrowser(HttpServletRequest request, String email) {
        return cookies.find(request, BrowserCookie.DEVICE)
                .filter(email.strip().toLowerCase(Locale.ROOT)::equals)
                .isPresent();
    }

    /** The browser's token; empty if the browser was never remembered. */
    String browserToken(HttpServletRequest request) {
        return BrowserCookie.DEVICE.find(request).orElse("");
    }

    /**
     * Refuses actions that a session of single sign-on must not perform.
     *
     * @throws ForbiddenException if the current session was opened by single sign-on
     */
    public void refuseSingleSignOnSession(HttpServletRequest request) {
        if (CurrentCaller.find(request)
                .filter(caller -> sessions.isSignedInBySso(caller.id()))
                .isPresent()) {
            throw new ForbiddenException();
        }
    }

    /** Ends all sessions of a person in all tenants, except the given one. */
    public void endOtherSessions(UUID person, Optional<UUID> kept) {
        for (Members.Place place : members.listPlaces(person)) {
            try (Scope.Entered ignored = Scope.enter(place.tenant())) {
                sessions.closeOthers(person, kept);
            }
        }
    }
}
