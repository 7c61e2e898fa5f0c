package com.engram.web.security;

import com.engram.audit.Actor;
import com.engram.people.Caller;
import com.engram.people.Permission;
import com.engram.people.signin.Sessions;
import com.engram.tenancy.Scope;
import com.engram.web.CurrentCaller;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Enters the scope of the caller for the length of the request: the tenant's, the operator's, or none. Also sets the actor
 * that the audit log records.
 */
public class ScopeFilter extends HttpFilter {

    private static final long serialVersionUID = 1;

    @Inject
    private transient Sessions sessions;

    @Inject
    private transient Clock clock;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<Scope.Entered> scope = CurrentCaller.find(request).flatMap(ScopeFilter::enter);
        try (Actor.Entered ignored = actor(request).enter()) {
            CurrentCaller.find(request).filter(this::isTouchDue).ifPresent(caller -> sessions.touch(caller.id()));
            chain.doFilter(request, response);
        } finally {
            scope.ifPresent(Scope.Entered::close);
        }
    }

    /** Most requests of a session need no statement, because another one has just been recorded. */
    private boolean isTouchDue(Caller caller) {
        Instant due = clock.instant().minus(Sessions.TOUCH_INTERVAL);
        return caller.lastSeenAt().filter(seen -> seen.isBefore(due)).isPresent();
    }

    private static Actor actor(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        return CurrentCaller.find(request)
                .map(caller -> caller.person()
                        .map(person -> new Actor(Actor.Kind.PERSON, person, address))
                        .orElseGet(() ->
                                new Actor(caller.isKey() ? Actor.Kind.KEY : Actor.Kind.OPERATOR, caller.id(), address)))
                .orElseGet(() -> new Actor(Actor.Kind.SYSTEM, null, address));
    }

    private static Optional<Scope.Entered> enter(Caller caller) {
        return caller.permissions().contains(Permission.OPERATE)
                ? Optional.of(Scope.enterOperator())
                : caller.tenant().map(Scope::enter);
    }
}
