package com.engram.portal.settings;

import com.engram.language.ShortenedText;
import com.engram.people.Permission;
import com.engram.people.keys.ApiKey;
import com.engram.people.keys.ApiKeys;
import com.engram.web.PublicId;
import com.engram.web.cookies.ShowOnce;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.View;
import com.engram.web.security.RequiresReauthentication;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The API keys of the tenant's integrations. */
@Path("/settings/keys")
@RequestScoped
@RolesAllowed(Permission.MANAGE)
@Produces(MediaType.TEXT_HTML)
public class ApiKeysPage {

    private static final String PAGE = "/settings/keys";
    private static final int MAX_NAME_LENGTH = 100;

    /** Each scope includes the ones before it. */
    private static final Map<String, Set<String>> SCOPES = Map.of(
            "read", Set.of(Permission.READ),
            "write", Set.of(Permission.READ, Permission.WRITE),
            "admin", Set.of(Permission.READ, Permission.WRITE, Permission.MANAGE));

    private static final Map<String, Duration> LIFETIMES =
            Map.of("30", Duration.ofDays(30), "90", Duration.ofDays(90), "365", Duration.ofDays(365));

    @Inject
    private ApiKeys keys;

    @Inject
    private ShowOnce showOnce;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    /**
     * An API key as its row shows it.
     *
     * @param scope the widest of its scopes: {@code read}, {@code write} or {@code admin}
     */
    public record ApiKeyView(
            String id,
            String name,
            String shownPart,
            String scope,
            Instant createdAt,
            Optional<Instant> lastUsedAt,
            Optional<Instant> expiresAt) {

        static ApiKeyView of(ApiKey key) {
            return new ApiKeyView(
                    PublicId.KEY.of(key.id()),
                    key.name(),
                    key.shownPart(),
                    key.scopes().contains(Permission.MANAGE)
                            ? "admin"
                            : key.scopes().contains(Permission.WRITE) ? "write" : "read",
                    key.createdAt(),
                    key.lastUsedAt(),
                    key.expiresAt());
        }
    }

    @GET
    public View show() {
        return View.of(
                "keys",
                Map.of(
                        "keys",
                        keys.listKeys().stream().map(ApiKeyView::of).toList(),
                        "issued",
                        showOnce.take(request, response, PAGE)));
    }

    @POST
    @RequiresReauthentication("/settings/keys")
    public Response issue(
            @FormParam("name") @DefaultValue("") String name,
            @FormParam("scope") @DefaultValue("read") String scope,
            @FormParam("mode") @DefaultValue("live") String mode,
            @FormParam("days") @DefaultValue("") String days) {
        String named = name.isBlank() ? RequestLanguage.messages(request).text("keys.unnamed") : name.strip();
        ApiKeys.Issued issued = keys.issue(
                ShortenedText.of(named, MAX_NAME_LENGTH),
                SCOPES.getOrDefault(scope, Set.of(Permission.READ)),
                !mode.equals("test"),
                Optional.ofNullable(LIFETIMES.get(days)));
        return show(issued);
    }

    @POST
    @Path("{id}/rotate")
    @RequiresReauthentication("/settings/keys")
    public Response rotate(@PathParam("id") String id) {
        return PublicId.KEY.parse(id).flatMap(keys::rotate).map(this::show).orElseThrow(NotFoundException::new);
    }

    @POST
    @Path("{id}/revoke")
    public Response revoke(@PathParam("id") String id) {
        if (!PublicId.KEY.parse(id).map(keys::revoke).orElse(false)) {
            throw new NotFoundException();
        }
        return redirect();
    }

    private Response show(ApiKeys.Issued issued) {
        showOnce.keep(request, response, PAGE, issued.secret());
        return redirect();
    }

    private static Response redirect() {
        return Response.seeOther(URI.create(PAGE)).build();
    }
}
