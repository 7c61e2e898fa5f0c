package com.engram.web;

import com.engram.people.Sessions;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;

/** Signs a browser in, once somebody has proved who they are: always with a new session, never the one it had. */
@ApplicationScoped
public class SignIn {

    @Inject
    private Sessions sessions;

    /** Opens a session of that person in that tenant and ends the one that the browser had. */
    public void open(HttpServletRequest request, HttpServletResponse response, TenantId tenant, UUID person) {
        Callers.find(request).ifPresent(caller -> sessions.close(caller.id()));
        try (Scope.Entered ignored = Scope.enter(tenant)) {
            SessionCookie.set(request, response, sessions.open(person));
        }
    }
}
