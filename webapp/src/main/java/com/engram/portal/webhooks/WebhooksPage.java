package com.engram.portal.webhooks;

import com.engram.people.Permission;
import com.engram.web.PublicId;
import com.engram.web.cookies.ShowOnce;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.View;
import com.engram.web.security.RequiresReauthentication;
import com.engram.webhooks.WebhookEndpoints;
import com.engram.webhooks.WebhookEvent;
import jakarta.annotation.security.RolesAllowed;
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
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The account's webhook endpoints, and the form that adds one. */
@Path("/settings/webhooks")
@RequestScoped
@RolesAllowed(Permission.MANAGE)
@Produces(MediaType.TEXT_HTML)
public class WebhooksPage {

    static final String PAGE = "/settings/webhooks";

    /** The names of the events to which an endpoint can subscribe, in the order of the documentation. */
    static final List<String> EVENTS = Stream.of(WebhookEvent.values())
            .filter(event -> event != WebhookEvent.TEST)
            .map(WebhookEvent::code)
            .toList();

    @Inject
    private WebhookEndpoints endpoints;

    @Inject
    private ShowOnce showOnce;

    @Inject
    private Clock clock;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    @GET
    public View show() {
        return page("", "", Optional.empty());
    }

    @POST
    @RequiresReauthentication(PAGE)
    public Response add(
            @FormParam("url") @DefaultValue("") String url,
            @FormParam("description") @DefaultValue("") String description,
            @FormParam("event") List<String> events) {
        WebhookEndpoints.Result result = endpoints.add(url.strip(), chosen(events), description);
        if (result instanceof WebhookEndpoints.Added added) {
            String page = PAGE + "/" + PublicId.WEBHOOK.of(added.endpoint().id());
            showOnce.keep(request, response, page, added.secret());
            return Response.seeOther(URI.create(page)).build();
        }
        String fault = RequestLanguage.messages(request)
                .text(((WebhookEndpoints.Refused) result).refusal().message());
        return Response.status(422)
                .entity(page(url, description, Optional.of(fault)))
                .build();
    }

    /** The events of a form; all of them if none is chosen. */
    static Set<WebhookEvent> chosen(List<String> codes) {
        Set<WebhookEvent> events = EnumSet.noneOf(WebhookEvent.class);
        codes.forEach(code -> WebhookEvent.find(code).ifPresent(events::add));
        return events.isEmpty() ? EnumSet.complementOf(EnumSet.of(WebhookEvent.TEST)) : events;
    }

    private View page(String url, String description, Optional<String> fault) {
        return View.of(
                "webhooks",
                Map.of(
                        "endpoints",
                        endpoints.listEndpoints().stream()
                                .map(endpoint -> EndpointView.of(endpoint, clock.instant()))
                                .toList(),
                        "events",
                        EVENTS,
                        "url",
                        url,
                        "description",
                        description,
                        "fault",
                        fault));
    }
}
