package com.engram.portal.notifications;

import com.engram.notifications.Notifications;
import com.engram.people.Caller;
import com.engram.people.Permission;
import com.engram.web.CurrentCaller;
import com.engram.web.PublicId;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.View;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The notifications of the person who is signed in. */
@Path("/notifications")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class NotificationsPage {

    private static final int SHOWN = 100;

    @Inject
    private Notifications notifications;

    @Context
    private HttpServletRequest request;

    /** A notification as the page shows it. */
    public record EntryView(String id, String sentence, Instant at, boolean isRead) {}

    @GET
    @RolesAllowed(Permission.READ)
    public View show() {
        List<EntryView> entries = CurrentCaller.find(request).flatMap(Caller::person).stream()
                .flatMap(person -> notifications.listNewest(person, SHOWN).stream())
                .map(entry -> new EntryView(
                        PublicId.NOTIFICATION.of(entry.id()),
                        RequestLanguage.messages(request).text(entry.message()),
                        entry.createdAt(),
                        entry.isRead()))
                .toList();
        return View.of(
                "notifications",
                Map.of("entries", entries, "hasUnread", entries.stream().anyMatch(entry -> !entry.isRead())));
    }

    /** Marks a notification as read and leads to its page. */
    @POST
    @Path("{id}/open")
    @RolesAllowed(Permission.READ)
    public Response open(@PathParam("id") String id) {
        return PublicId.NOTIFICATION
                .parse(id)
                .flatMap(known -> notifications.open(person(), known))
                .map(page -> Response.seeOther(URI.create(page)).build())
                .orElseThrow(NotFoundException::new);
    }

    @POST
    @Path("read")
    @RolesAllowed(Permission.READ)
    public Response readAll() {
        notifications.readAll(person());
        return Response.seeOther(URI.create("/notifications")).build();
    }

    private UUID person() {
        return CurrentCaller.find(request).flatMap(Caller::person).orElseThrow(NotFoundException::new);
    }
}
