package com.engram.portal.notifications;

import com.engram.notifications.NotificationKind;
import com.engram.notifications.Notifications;
import com.engram.notifications.Notifications.Setting;
import com.engram.people.Caller;
import com.engram.people.Permission;
import com.engram.web.CurrentCaller;
import com.engram.web.pages.View;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Which notifications the person who is signed in wants, and where. */
@Path("/settings/notifications")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class NotificationSettingsPage {

    @Inject
    private Notifications notifications;

    @Context
    private HttpServletRequest request;

    /** The switches of a kind of notifications. */
    public record KindView(String kind, boolean inProduct, boolean byEmail) {}

    @GET
    @RolesAllowed(Permission.READ)
    public View show(@QueryParam("done") @DefaultValue("") String done) {
        Map<NotificationKind, Setting> settings = CurrentCaller.find(request)
                .flatMap(Caller::person)
                .map(notifications::findSettings)
                .orElse(Map.of());
        List<KindView> kinds = settings.entrySet().stream()
                .map(entry -> new KindView(
                        entry.getKey().code(),
                        entry.getValue().inProduct(),
                        entry.getValue().byEmail()))
                .toList();
        return View.of("notification-settings", Map.of("kinds", kinds, "done", done));
    }

    /** A box that is not ticked is not sent, so every kind is stored. */
    @POST
    @RolesAllowed(Permission.READ)
    public Response save(@FormParam("product") List<String> product, @FormParam("email") List<String> email) {
        var person = CurrentCaller.find(request).flatMap(Caller::person).orElseThrow(NotFoundException::new);
        Set<String> inProduct = Set.copyOf(product);
        Set<String> byEmail = Set.copyOf(email);
        Stream.of(NotificationKind.values())
                .forEach(kind -> notifications.choose(
                        person, kind, new Setting(inProduct.contains(kind.code()), byEmail.contains(kind.code()))));
        return Response.seeOther(URI.create("/settings/notifications?done=saved"))
                .build();
    }
}
