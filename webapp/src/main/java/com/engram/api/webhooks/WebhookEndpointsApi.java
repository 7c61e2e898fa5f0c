package com.engram.api.webhooks;

import com.engram.people.Permission;
import com.engram.web.PublicId;
import com.engram.web.idempotency.IdempotentEffect;
import com.engram.web.paging.ApiPage;
import com.engram.web.problems.ProblemResponses;
import com.engram.webhooks.CollectMessages;
import com.engram.webhooks.SendTestWebhook;
import com.engram.webhooks.WebhookDeliveries;
import com.engram.webhooks.WebhookEndpoint;
import com.engram.webhooks.WebhookEndpoints;
import com.engram.webhooks.WebhookEvent;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/**
 * Webhook endpoints: URLs to which events are sent, and their deliveries. An endpoint with the URL {@code engram:listen} is a
 * listener: a program without a public address collects its messages.
 */
@Path("/api/v1/webhook-endpoints")
@RequestScoped
@RolesAllowed(Permission.MANAGE)
@Produces(MediaType.APPLICATION_JSON)
public class WebhookEndpointsApi {

    private static final int MAX_DELIVERIES = 100;
    private static final int MIN_STATUS = 100;
    private static final int MAX_STATUS = 599;

    private static final Set<WebhookEvent> ALL = EnumSet.complementOf(EnumSet.of(WebhookEvent.TEST));

    @Inject
    private IdempotentEffect idempotentEffect;

    @Inject
    private WebhookEndpoints endpoints;

    @Inject
    private WebhookDeliveries deliveries;

    @Inject
    private SendTestWebhook testEndpoint;

    @Inject
    private CollectMessages collectMessages;

    /** A URL and the events to send to it; without events, all are sent. */
    public record EndpointRequest(
            @Nullable String url, @Nullable List<@Nullable String> events) {}

    /** An endpoint; its secret is only in the response to the request that added it. */
    public record EndpointJson(
            String id,
            String url,
            List<String> events,
            @Nullable String secret,
            String createdAt) {}

    /** The delivery of an event to an endpoint: pending, delivered, or failed. */
    public record DeliveryJson(
            String messageId,
            String type,
            String state,
            int attempts,
            @Nullable Integer status,
            @Nullable String error,
            String createdAt,
            @Nullable String triedAt) {}

    /** The schema of a list of deliveries. */
    public record DeliveryList(
            List<DeliveryJson> data, @Nullable String nextCursor) {}

    /**
     * A message that waits at a listener.
     *
     * @param headers id, time and signature, to be sent with the body
     * @param body the exact text that was signed
     */
    public record MessageJson(String messageId, String type, Map<String, String> headers, String body) {

        static MessageJson of(CollectMessages.WaitingMessage message) {
            return new MessageJson(
                    PublicId.MESSAGE.of(message.event()), message.type(), message.headers(), message.body());
        }
    }

    /** The schema of a list of waiting messages. */
    public record MessageList(
            List<MessageJson> data, @Nullable String nextCursor) {}

    /** The HTTP status with which the listening program was answered, or why it got no answer. */
    public record MessageAnswer(
            @Nullable String messageId,
            @Nullable Integer status,
            @Nullable String error) {

        boolean isComplete() {
            return messageId != null && (status == null ? error != null : status >= MIN_STATUS && status <= MAX_STATUS);
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Add an endpoint; its secret is shown only once",
            description =
                    "The URL `engram:listen` makes a listener, for programs without a public address: its messages"
                            + " are not sent, but wait ten minutes at `GET /webhook-endpoints/{id}/messages`.")
    @APIResponseSchema(value = EndpointJson.class, responseCode = "201")
    public Response add(@Nullable EndpointRequest request) {
        if (request == null || request.url() == null) {
            return ProblemResponses.badRequest("Send {\"url\", \"events\"}.");
        }
        Set<WebhookEvent> events = EnumSet.noneOf(WebhookEvent.class);
        for (String code : request.events() == null ? List.<String>of() : request.events()) {
            Optional<WebhookEvent> event = code == null ? Optional.empty() : WebhookEvent.find(code);
            if (event.isEmpty()) {
                return ProblemResponses.response(422, "unknown_event", "events are some of %s.".formatted(codes(ALL)));
            }
            events.add(event.get());
        }
        String url = request.url();
        return idempotentEffect.execute(() -> add(url, events.isEmpty() ? ALL : events));
    }

    private Response add(String url, Set<WebhookEvent> events) {
        WebhookEndpoints.Result result = endpoints.add(url, events);
        if (result instanceof WebhookEndpoints.Added added) {
            EndpointJson json = json(added.endpoint(), added.secret());
            return Response.created(URI.create("/api/v1/webhook-endpoints/" + json.id()))
                    .entity(json)
                    .build();
        }
        return ProblemResponses.of(((WebhookEndpoints.Refused) result).refusal());
    }

    @GET
    @Operation(summary = "List endpoints")
    public ApiPage<EndpointJson> list() {
        return ApiPage.only(endpoints.listEndpoints().stream()
                .map(endpoint -> json(endpoint, null))
                .toList());
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Remove an endpoint")
    @APIResponse(responseCode = "204", description = "It is removed")
    public Response remove(@PathParam("id") String id) {
        return PublicId.WEBHOOK.parse(id).filter(endpoints::delete).isPresent()
                ? Response.noContent().build()
                : ProblemResponses.notFound();
    }

    @POST
    @Path("{id}/test")
    @Operation(summary = "Send a test event; its result is in the endpoint's deliveries")
    @APIResponse(
            responseCode = "202",
            description = "It will be sent; the list is empty",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 0)))
    public Response test(@PathParam("id") String id) {
        return PublicId.WEBHOOK
                .parse(id)
                .map(endpoint -> idempotentEffect.execute(() -> testEndpoint.send(endpoint)
                        ? Response.accepted(List.of()).build()
                        : ProblemResponses.notFound()))
                .orElseGet(ProblemResponses::notFound);
    }

    @GET
    @Path("{id}/deliveries")
    @Operation(summary = "List the newest deliveries to an endpoint")
    @APIResponseSchema(DeliveryList.class)
    public Response deliveries(@PathParam("id") String id) {
        Optional<UUID> endpoint = PublicId.WEBHOOK
                .parse(id)
                .filter(found -> endpoints.findEndpoint(found).isPresent());
        return endpoint.isEmpty()
                ? ProblemResponses.notFound()
                : Response.ok(ApiPage.only(deliveries.listDeliveries(endpoint.get(), MAX_DELIVERIES).stream()
                                .map(WebhookEndpointsApi::json)
                                .toList()))
                        .build();
    }

    @GET
    @Path("{id}/messages")
    @Operation(
            summary = "List the messages that wait at a listener, the oldest first",
            description = "Up to 50 messages, signed now. A message is listed until its answer is recorded, for ten"
                    + " minutes at most. Ask once a second. Another endpoint than a listener has no messages: 404.")
    @APIResponseSchema(MessageList.class)
    public Response messages(@PathParam("id") String id) {
        return PublicId.WEBHOOK
                .parse(id)
                .flatMap(collectMessages::collect)
                .map(waiting -> Response.ok(ApiPage.only(
                                waiting.stream().map(MessageJson::of).toList()))
                        .build())
                .orElseGet(ProblemResponses::notFound);
    }

    @POST
    @Path("{id}/messages")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Record the answer to a message of a listener",
            description =
                    "Send `status`, or `error` if there was no answer. With a status from 200 to 299 the message is"
                            + " delivered, otherwise its delivery has failed. It is not listed again.")
    @APIResponse(responseCode = "204", description = "It is recorded")
    public Response recordAnswer(@PathParam("id") String id, @Nullable MessageAnswer answer) {
        Optional<UUID> listener = PublicId.WEBHOOK
                .parse(id)
                .filter(found -> endpoints.findEndpoint(found).isPresent());
        if (listener.isEmpty()) {
            return ProblemResponses.notFound();
        }
        if (answer == null || !answer.isComplete()) {
            return ProblemResponses.badRequest(
                    "Send {\"messageId\"}, and {\"status\"} from 100 to 599 or {\"error\"}.");
        }
        Integer status = answer.status();
        String error = answer.error();
        return PublicId.MESSAGE
                .parse(answer.messageId())
                .map(message -> idempotentEffect.execute(
                        () -> collectMessages.recordAnswer(listener.get(), message, status, error)
                                ? Response.noContent().build()
                                : ProblemResponses.notFound()))
                .orElseGet(ProblemResponses::notFound);
    }

    private static EndpointJson json(WebhookEndpoint endpoint, @Nullable String secret) {
        return new EndpointJson(
                PublicId.WEBHOOK.of(endpoint.id()),
                endpoint.url().toString(),
                codes(endpoint.events()),
                secret,
                endpoint.createdAt().toString());
    }

    private static DeliveryJson json(WebhookDeliveries.DeliveryRecord delivery) {
        Instant tried = delivery.attemptedAt();
        return new DeliveryJson(
                PublicId.MESSAGE.of(delivery.event()),
                delivery.type(),
                delivery.state(),
                delivery.attempts(),
                delivery.status(),
                delivery.error(),
                delivery.createdAt().toString(),
                tried == null ? null : tried.toString());
    }

    private static List<String> codes(Set<WebhookEvent> events) {
        return events.stream().map(WebhookEvent::code).toList();
    }
}
