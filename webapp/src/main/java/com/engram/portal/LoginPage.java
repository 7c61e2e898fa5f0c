package com.engram.portal;

import com.engram.people.Sessions;
import com.engram.people.Sessions.Recognised;
import com.engram.tenancy.Scope;
import com.engram.web.Callers;
import com.engram.web.SessionCookie;
import com.engram.web.View;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Signing in and out. */
@Path("/")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class LoginPage {

    /** A page of ours: one slash, then no second one and no backslash, which browsers take for another host. */
    private static final Pattern OWN_PATH = Pattern.compile("/[A-Za-z0-9_\\-][A-Za-z0-9_\\-/]*");

    @Inject
    private Sessions sessions;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    @GET
    @Path("login")
    @PermitAll
    public View show(@QueryParam("next") @DefaultValue("/gallery") String next) {
        return form("", next, false);
    }

    @POST
    @Path("login")
    @PermitAll
    public Response logIn(
            @FormParam("email") @DefaultValue("") String email,
            @FormParam("password") @DefaultValue("") String password,
            @FormParam("next") @DefaultValue("/gallery") String next) {
        Optional<Recognised> recognised = sessions.recognise(email, password);
        if (recognised.isEmpty()) {
            return Response.status(401).entity(form(email, next, true)).build();
        }
        try (Scope.Entered ignored = Scope.enter(recognised.get().tenant())) {
            SessionCookie.set(request, response, sessions.open(recognised.get().person()));
        }
        return Response.seeOther(URI.create(ownPath(next))).build();
    }

    @POST
    @Path("logout")
    @PermitAll
    public Response logOut() {
        Callers.find(request).ifPresent(caller -> sessions.close(caller.id()));
        SessionCookie.clear(request, response);
        return Response.seeOther(URI.create("/login")).build();
    }

    private static View form(String email, String next, boolean failed) {
        return View.of("login", Map.of("email", email, "next", ownPath(next), "failed", failed));
    }

    private static String ownPath(String next) {
        return OWN_PATH.matcher(next).matches() ? next : "/gallery";
    }
}
