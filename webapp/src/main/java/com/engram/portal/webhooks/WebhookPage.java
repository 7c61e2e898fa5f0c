package com.engram.portal.webhooks;

import com.engram.people.Permission;
import com.engram.refusals.Refusal;
import com.engram.web.PublicId;
import com.engram.web.cookies.ShowOnce;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.View;
import com.engram.web.paging.Cursor;
import com.engram.web.paging.Page;
import com.engram.web.security.RequiresReauthentication;
import com.engram.webhooks.ReplayDelivery;
import com.engram.webhooks.SendTestWebhook;
import com.engram.webhooks.WebhookDeliveries;
import com.engram.webhooks.WebhookDeliveries.DeliveryRecord;
import com.engram.webhooks.WebhookDeliveries.Position;
import com.engram.webhooks.WebhookEndpoint;
import com.engram.webhooks.WebhookEndpoints;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One webhook endpoint: its settings, its secret, and its deliveries. */
@Path("/settings/webhooks/{id}")
@RequestScoped
@RolesAllowed(Permission.MANAGE)
@Produces(MediaType.TEXT_HTML)
public class WebhookPage {

    private static final int PAGE_SIZE = 25;

    @Inject
    private WebhookEndpoints endpoints;

    @Inject
    private WebhookDeliveries deliveries;

    @Inject
    private SendTestWebhook sendTest;

    @Inject
    private ReplayDelivery replayDelivery;

    @Inject
    private ShowOnce showOnce;

    @Inject
    private Clock clock;

    @PathParam("id")
    @SuppressWarnings("NullAway.Init")
    private String id;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    @GET
    public View show(@QueryParam("before") @Nullable String before) {
        return page(getEndpoint(), before, Optional.empty());
    }

    @POST
    @RequiresReauthentication(WebhooksPage.PAGE)
    public Response change(
            @FormParam("url") @Nullable String url,
            @FormParam("description") @DefaultValue("") String description,
            @FormParam("event") List<String> events) {
        return change(new WebhookEndpoints.Changes(
                Optional.ofNullable(url),
                Optional.of(WebhooksPage.chosen(events)),
                Optional.empty(),
                Optional.of(description)));
    }

    @POST
    @Path("state")
    public Response enable(@FormParam("enabled") @DefaultValue("false") boolean enabled) {
        return change(new WebhookEndpoints.Changes(
                Optional.empty(), Optional.empty(), Optional.of(enabled), Optional.empty()));
    }

    private Response change(WebhookEndpoints.Changes changes) {
        WebhookEndpoint endpoint = getEndpoint();
        return endpoints.change(endpoint.id(), changes).orElseThrow(NotFoundException::new)
                        instanceof WebhookEndpoints.Refused refused
                ? refused(endpoint, refused.refusal())
                : redirect();
    }

    @POST
    @Path("rotate")
    @RequiresReauthentication(WebhooksPage.PAGE)
    public Response rotate() {
        WebhookEndpoints.Added rotated =
                PublicId.WEBHOOK.parse(id).flatMap(endpoints::rotate).orElseThrow(NotFoundException::new);
        showOnce.keep(request, response, path(), rotated.secret());
        return redirect();
    }

    @POST
    @Path("test")
    public Response test() {
        WebhookEndpoint endpoint = getEndpoint();
        return switch (sendTest.send(endpoint.id())) {
            case QUEUED -> redirect();
            case DISABLED -> refused(endpoint, WebhookEndpoints.DISABLED);
            case NOT_FOUND -> throw new NotFoundException();
        };
    }

    @POST
    @Path("deliveries/{delivery}/replay")
    public Response replay(@PathParam("delivery") String delivery) {
        WebhookEndpoint endpoint = getEndpoint();
        ReplayDelivery.Result result = PublicId.DELIVERY
                .parse(delivery)
                .flatMap(parsed -> replayDelivery.replay(endpoint.id(), parsed))
                .orElseThrow(NotFoundException::new);
        return result instanceof ReplayDelivery.Refused refused ? refused(endpoint, refused.refusal()) : redirect();
    }

    @POST
    @Path("remove")
    public Response remove() {
        if (!endpoints.delete(getEndpoint().id())) {
            throw new NotFoundException();
        }
        return Response.seeOther(URI.create(WebhooksPage.PAGE)).build();
    }

    private WebhookEndpoint getEndpoint() {
        return PublicId.WEBHOOK.parse(id).flatMap(endpoints::findEndpoint).orElseThrow(NotFoundException::new);
    }

    private String path() {
        return WebhooksPage.PAGE + "/" + id;
    }

    private Response redirect() {
        return Response.seeOther(URI.create(path())).build();
    }

    private Response refused(WebhookEndpoint endpoint, Refusal refusal) {
        return Response.status(refusal.reason().kind().httpStatus())
                .entity(page(
                        endpoint,
                        null,
                        Optional.of(RequestLanguage.messages(request).text(refusal.message()))))
                .build();
    }

    private View page(WebhookEndpoint endpoint, @Nullable String before, Optional<String> fault) {
        Optional<Position> after = Cursor.parse(before, 2).flatMap(WebhookPage::position);
        Page<DeliveryRecord> page = Page.load(PAGE_SIZE, size -> deliveries.listDeliveries(endpoint.id(), after, size));
        return View.of(
                "webhook",
                Map.of(
                        "endpoint",
                        EndpointView.of(endpoint, clock.instant()),
                        "events",
                        WebhooksPage.EVENTS,
                        "deliveries",
                        page.items().stream().map(DeliveryView::of).toList(),
                        "next",
                        page.nextCursor(last ->
                                Cursor.of(last.createdAt().toString(), last.id().toString())),
                        "secret",
                        showOnce.take(request, response, path()),
                        "fault",
                        fault));
    }

    private static Optional<Position> position(List<String> values) {
        try {
            return Optional.of(new Position(Instant.parse(values.get(0)), UUID.fromString(values.get(1))));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
