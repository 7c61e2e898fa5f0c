package com.engram.api.webhooks;

import com.engram.people.Permission;
import com.engram.web.PublicId;
import com.engram.web.idempotency.IdempotentEffect;
import com.engram.web.paging.ApiPage;
import com.engram.web.problems.ProblemResponses;
import com.engram.webhooks.CollectMessages;
import com.engram.webhooks.SendTestWebhook;
import com.engram.webhooks.WebhookEndpoint;
import com.engram.webhooks.WebhookEndpoints;
import com.engram.webhooks.WebhookEvent;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
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
 * Webhook endpoints: URLs to which events are sent. An endpoint with the URL {@code engram:listen} is a
 * listener: a program without a public address collects its messages.
 */
@Path("/api/v1/webhook-endpoints")
@RequestScoped
@RolesAllowed(Permission.MANAGE)
@Produces(MediaType.APPLICATION_JSON)
public class WebhookEndpointsApi {

    private static final int MIN_STATUS = 100;
    private static final int MAX_STATUS = 599;

    private static final Set<WebhookEvent> ALL = EnumSet.complementOf(EnumSet.of(WebhookEvent.TEST));

    @Inject
    private IdempotentEffect idempotentEffect;

    @Inject
    private WebhookEndpoints endpoints;

    @Inject
    private SendTestWebhook testEndpoint;

    @Inject
    private CollectMessages collectMessages;

    @Inject
    private Clock clock;

    /** A URL and the events to send to it; without events, all are sent. */
    public record EndpointRequest(
            @Schema(
                    description = "A public http or https URL, or `engram:listen` for a listener.",
                    maxLength = 2000,
                    example = "https://example.com/engram")
            @Nullable String url,

            @Schema(
                    description = "The events to send: `analysis.completed`, `analysis.rejected`, `analysis.failed`,"
                            + " `batch.completed`, `usage.threshold`. All of them if it is missing or empty.",
                    example = "[\"analysis.completed\"]")
            @Nullable List<@Nullable String> events,

            @Schema(description = "What it is for. It is cut to 200 characters.", example = "Asset library") @Nullable String description) {}

    /** What to change of an endpoint; what is missing or null stays. */
    public record EndpointChange(
            @Schema(description = "A public http or https URL.", maxLength = 2000, example = "https://example.com/new")
            @Nullable String url,

            @Schema(description = "The events to send; all if it is empty.", example = "[\"batch.completed\"]")
            @Nullable List<@Nullable String> events,

            @Schema(description = "False: nothing is sent. True: events are sent again.", example = "true") @Nullable Boolean enabled,

            @Schema(description = "What it is for. It is cut to 200 characters.", example = "Asset library") @Nullable String description) {}

    /** An endpoint; its secret is only in the response to the request that added it or rotated the secret. */
    public record EndpointJson(
            @Schema(example = "wh_0190a0b1c2d3e4f5a6b7c8d9e0f1a2b3")
            String id,

            @Schema(example = "https://example.com/engram") String url,

            @Schema(description = "The events that are sent to it.")
            List<String> events,

            @Schema(description = "What it is for; empty without a description.")
            String description,

            @Schema(description = "Whether events are sent to it.")
            boolean enabled,

            @Schema(
                    description =
                            "Why the server disabled it: no attempt succeeded for five days, or it answered with 410."
                                    + " Null if it is enabled, or if somebody of the account disabled it.",
                    enumeration = {"failures", "gone"})
            @Nullable String disabledReason,

            @Schema(
                    description = "The key that signs messages. Only in the response that made it.",
                    example = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
            @Nullable String secret,

            @Schema(
                    description =
                            "After a rotation: until when messages have a signature with the previous secret too.",
                    format = "date-time")
            @Nullable String previousSecretUntil,

            @Schema(format = "date-time") String createdAt) {}

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
        Optional<Set<WebhookEvent>> events = parse(request.events());
        if (events.isEmpty()) {
            return unknownEvent();
        }
        String url = request.url();
        String description = request.description() == null ? "" : request.description();
        return idempotentEffect.execute(() -> add(url, events.get(), description));
    }

    /** The events of these names, all if there are none; empty if one is unknown. */
    private static Optional<Set<WebhookEvent>> parse(@Nullable List<@Nullable String> codes) {
        Set<WebhookEvent> events = EnumSet.noneOf(WebhookEvent.class);
        for (String code : codes == null ? List.<String>of() : codes) {
            Optional<WebhookEvent> event = code == null ? Optional.empty() : WebhookEvent.find(code);
            if (event.isEmpty()) {
                return Optional.empty();
            }
            events.add(event.get());
        }
        return Optional.of(events.isEmpty() ? ALL : events);
    }

    private static Response unknownEvent() {
        return ProblemResponses.response(422, "unknown_event", "events are some of %s.".formatted(codes(ALL)));
    }

    private Response add(String url, Set<WebhookEvent> events, String description) {
        WebhookEndpoints.Result result = endpoints.add(url, events, description);
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

    @GET
    @Path("{id}")
    @Operation(summary = "Read an endpoint")
    @APIResponseSchema(EndpointJson.class)
    public Response read(@PathParam("id") String id) {
        return PublicId.WEBHOOK
                .parse(id)
                .flatMap(endpoints::findEndpoint)
                .map(endpoint -> Response.ok(json(endpoint, null)).build())
                .orElseGet(ProblemResponses::notFound);
    }

    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Change an endpoint, disable it, or enable it again",
            description =
                    "What is missing or null stays. A disabled endpoint receives nothing; deliveries that wait for"
                            + " another attempt fail. The server disables an endpoint to which no attempt has succeeded for five"
                            + " days, and one that answers with 410; the owner and the admins of the account get an email.")
    @APIResponseSchema(EndpointJson.class)
    public Response change(@PathParam("id") String id, @Nullable EndpointChange request) {
        Optional<UUID> endpoint = PublicId.WEBHOOK
                .parse(id)
                .filter(found -> endpoints.findEndpoint(found).isPresent());
        if (endpoint.isEmpty()) {
            return ProblemResponses.notFound();
        }
        if (request == null) {
            return ProblemResponses.badRequest("Send some of {\"url\", \"events\", \"enabled\", \"description\"}.");
        }
        Optional<Set<WebhookEvent>> events = parse(request.events());
        if (events.isEmpty()) {
            return unknownEvent();
        }
        WebhookEndpoints.Changes changes = new WebhookEndpoints.Changes(
                Optional.ofNullable(request.url()),
                request.events() == null ? Optional.empty() : events,
                Optional.ofNullable(request.enabled()),
                Optional.ofNullable(request.description()));
        return endpoints.change(endpoint.get(), changes).map(this::toResponse).orElseGet(ProblemResponses::notFound);
    }

    private Response toResponse(WebhookEndpoints.Result result) {
        return result instanceof WebhookEndpoints.Changed changed
                ? Response.ok(json(changed.endpoint(), null)).build()
                : ProblemResponses.of(((WebhookEndpoints.Refused) result).refusal());
    }

    @POST
    @Path("{id}/rotate")
    @Operation(
            summary = "Give an endpoint a new secret, which is shown only once",
            description =
                    "For 24 hours each message has two signatures in `webhook-signature`, separated by a space: one"
                            + " with the new and one with the previous secret. Receivers accept a message if one of them is right.")
    @APIResponseSchema(EndpointJson.class)
    public Response rotate(@PathParam("id") String id) {
        return PublicId.WEBHOOK
                .parse(id)
                .map(endpoint -> idempotentEffect.execute(() -> endpoints
                        .rotate(endpoint)
                        .map(rotated -> Response.ok(json(rotated.endpoint(), rotated.secret()))
                                .build())
                        .orElseGet(ProblemResponses::notFound)))
                .orElseGet(ProblemResponses::notFound);
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
    @APIResponse(ref = "409", responseCode = "409")
    public Response test(@PathParam("id") String id) {
        return PublicId.WEBHOOK
                .parse(id)
                .map(endpoint -> idempotentEffect.execute(() -> switch (testEndpoint.send(endpoint)) {
                    case QUEUED -> Response.accepted(List.of()).build();
                    case DISABLED -> ProblemResponses.of(WebhookEndpoints.DISABLED);
                    case NOT_FOUND -> ProblemResponses.notFound();
                }))
                .orElseGet(ProblemResponses::notFound);
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

    private EndpointJson json(WebhookEndpoint endpoint, @Nullable String secret) {
        return new EndpointJson(
                PublicId.WEBHOOK.of(endpoint.id()),
                endpoint.url().toString(),
                codes(endpoint.events()),
                endpoint.description(),
                endpoint.isEnabled(),
                endpoint.disabledReason().orElse(null),
                secret,
                endpoint.previousSecretUntil(clock.instant())
                        .map(Instant::toString)
                        .orElse(null),
                endpoint.createdAt().toString());
    }

    private static List<String> codes(Set<WebhookEvent> events) {
        return events.stream().map(WebhookEvent::code).toList();
    }
}
