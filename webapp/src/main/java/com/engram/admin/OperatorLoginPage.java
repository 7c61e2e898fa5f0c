package com.engram.admin;

import com.engram.people.OperatorSessions;
import com.engram.people.OperatorSessions.Awaited;
import com.engram.tenancy.Scope;
import com.engram.web.OperatorCookie;
import com.engram.web.View;
import io.nayuki.qrcodegen.QrCode;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Signing in to the console: a password, then the code of an authenticator app. */
@Path("/admin")
@RequestScoped
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class OperatorLoginPage {

    private static final URI FIRST = URI.create("/admin/login");
    private static final URI SECOND = URI.create("/admin/login/code");

    @Inject
    private OperatorSessions sessions;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    /** What an app scans, as an SVG path of one unit a module. */
    public record Code(int size, String path) {

        static Code of(String text) {
            QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
            StringBuilder path = new StringBuilder();
            for (int y = 0; y < code.size; y++) {
                for (int x = 0; x < code.size; x++) {
                    if (code.getModule(x, y)) {
                        path.append("M%d,%dh1v1h-1z".formatted(x + 2, y + 2));
                    }
                }
            }
            return new Code(code.size + 4, path.toString());
        }
    }

    @GET
    @Path("login")
    public View show() {
        return View.of("admin/login", Map.of("failed", false, "email", ""));
    }

    @POST
    @Path("login")
    public Response start(
            @FormParam("email") @DefaultValue("") String email,
            @FormParam("password") @DefaultValue("") String password) {
        try (Scope.Entered ignored = Scope.enterOperator()) {
            Optional<String> token = sessions.start(email, password);
            if (token.isEmpty()) {
                return Response.status(401)
                        .entity(View.of("admin/login", Map.of("failed", true, "email", email)))
                        .build();
            }
            OperatorCookie.set(request, response, token.get());
            return Response.seeOther(SECOND).build();
        }
    }

    @GET
    @Path("login/code")
    public Response showCode() {
        return code(200, false);
    }

    @POST
    @Path("login/code")
    public Response verify(@FormParam("code") @DefaultValue("") String code) {
        try (Scope.Entered ignored = Scope.enterOperator()) {
            Optional<String> token = OperatorCookie.find(request).flatMap(awaiting -> sessions.verify(awaiting, code));
            if (token.isPresent()) {
                OperatorCookie.set(request, response, token.get());
                return Response.seeOther(URI.create("/admin")).build();
            }
        }
        return code(401, true);
    }

    @POST
    @Path("logout")
    public Response logOut() {
        try (Scope.Entered ignored = Scope.enterOperator()) {
            OperatorCookie.find(request).ifPresent(sessions::close);
        }
        OperatorCookie.clear(request, response);
        return Response.seeOther(FIRST).build();
    }

    private Response code(int status, boolean failed) {
        Optional<Awaited> awaited;
        try (Scope.Entered ignored = Scope.enterOperator()) {
            awaited = OperatorCookie.find(request).flatMap(sessions::findAwaited);
        }
        if (awaited.isEmpty()) {
            return Response.seeOther(FIRST).build();
        }
        Map<String, Object> model =
                new HashMap<>(Map.of("failed", failed, "email", awaited.get().email()));
        model.put("enrolment", awaited.get().enrolment());
        model.put("scan", awaited.get().enrolment().map(enrolment -> Code.of(enrolment.address())));
        return Response.status(status).entity(View.of("admin/code", model)).build();
    }
}
