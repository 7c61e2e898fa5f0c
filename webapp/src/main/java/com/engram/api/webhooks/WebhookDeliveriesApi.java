package com.engram.api.webhooks;

import com.engram.people.Permission;
import com.engram.web.PublicId;
import com.engram.web.idempotency.IdempotentEffect;
import com.engram.web.paging.ApiPage;
import com.engram.web.paging.Cursor;
import com.engram.web.paging.PageRequest;
import com.engram.web.problems.ProblemResponses;
import com.engram.webhooks.ReplayDelivery;
import com.engram.webhooks.WebhookDeliveries;
import com.engram.webhooks.WebhookDeliveries.DeliveryRecord;
import com.engram.webhooks.WebhookDeliveries.Position;
import com.engram.webhooks.WebhookEndpoints;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** The deliveries of events to a webhook endpoint. */
@Path("/api/v1/webhook-endpoints/{id}/deliveries")
@RequestScoped
@RolesAllowed(Permission.MANAGE)
@Produces(MediaType.APPLICATION_JSON)
public class WebhookDeliveriesApi {

    @Inject
    private IdempotentEffect idempotentEffect;

    @Inject
    private WebhookEndpoints endpoints;

    @Inject
    private WebhookDeliveries deliveries;

    @Inject
    private ReplayDelivery replayDelivery;

    /** The delivery of an event to an endpoint. */
    @Schema(description = "The delivery of an event to an endpoint.")
    public record DeliveryJson(
            @Schema(description = "The id of this delivery.", example = "del_0190a0b1c2d3e4f5a6b7c8d9e0f1a2b3")
            String id,

            @Schema(
                    description =
                            "The header `webhook-id` of the message. A replay has it too, so a receiver recognizes it.",
                    example = "msg_0190a0b1c2d3e4f5a6b7c8d9e0f1a2b3")
            String messageId,

            @Schema(description = "The type of the event.", example = "analysis.completed")
            String type,

            @Schema(
                    description = "`pending` until an attempt succeeds, or the last one fails.",
                    enumeration = {"pending", "delivered", "failed"})
            String state,

            @Schema(description = "How many attempts were made.", minimum = "0", maximum = "10", example = "1")
            int attempts,

            @Schema(description = "The HTTP status of the last response; null if there was none.", example = "204")
            @Nullable Integer status,

            @Schema(description = "Why the last attempt failed.", example = "The endpoint did not respond in time.")
            @Nullable String error,

            @Schema(description = "When the event occurred.", format = "date-time")
            String createdAt,

            @Schema(description = "When the last attempt was made.", format = "date-time") @Nullable String triedAt,

            @Schema(
                    description = "When the next attempt is made; null before the first one, and if none follows.",
                    format = "date-time")
            @Nullable String nextAttemptAt) {

        static DeliveryJson of(DeliveryRecord delivery) {
            return new DeliveryJson(
                    PublicId.DELIVERY.of(delivery.id()),
                    PublicId.MESSAGE.of(delivery.event()),
                    delivery.type(),
                    delivery.state(),
                    delivery.attempts(),
                    delivery.status(),
                    delivery.error(),
                    delivery.createdAt().toString(),
                    text(delivery.attemptedAt()),
                    text(delivery.nextAttemptAt()));
        }

        private static @Nullable String text(@Nullable Instant time) {
            return time == null ? null : time.toString();
        }
    }

    /** The schema of a list of deliveries. */
    public record DeliveryList(
            List<DeliveryJson> data, @Nullable String nextCursor) {}

    @GET
    @Operation(
            summary = "List the deliveries to an endpoint, the newest first",
            description =
                    "Deliveries are kept for 30 days. Attempts are made at once, and then after 5 seconds, 5 and 30"
                            + " minutes, and 2, 5, 10, 14, 20 and 24 hours: for three days in all.")
    @APIResponseSchema(DeliveryList.class)
    public Response list(
            @Parameter(description = "The id of the endpoint.") @PathParam("id") String id,
            @QueryParam("limit") @DefaultValue("100") String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Optional<UUID> endpoint = PublicId.WEBHOOK
                .parse(id)
                .filter(found -> endpoints.findEndpoint(found).isPresent());
        return endpoint.isEmpty()
                ? ProblemResponses.notFound()
                : PageRequest.respond(
                        limit,
                        cursor,
                        WebhookDeliveriesApi::position,
                        page -> ApiPage.of(
                                page.load(size -> deliveries.listDeliveries(endpoint.get(), page.after(), size)),
                                DeliveryJson::of,
                                last -> Cursor.of(
                                        last.createdAt().toString(), last.id().toString())));
    }

    private static Optional<Position> position(String cursor) {
        return Cursor.parse(cursor, 2).flatMap(values -> {
            try {
                return Optional.of(new Position(Instant.parse(values.get(0)), UUID.fromString(values.get(1))));
            } catch (DateTimeException | IllegalArgumentException e) {
                return Optional.empty();
            }
        });
    }

    @POST
    @Path("{deliveryId}/replay")
    @Operation(
            summary = "Send the event of a delivery again",
            description =
                    "Makes a new delivery with attempts of its own. Its message has the same `webhook-id` and body.")
    @APIResponseSchema(value = DeliveryJson.class, responseCode = "202")
    @APIResponse(ref = "409", responseCode = "409")
    public Response replay(
            @Parameter(description = "The id of the endpoint.") @PathParam("id") String id,
            @Parameter(description = "The id of the delivery.") @PathParam("deliveryId") String deliveryId) {
        Optional<UUID> delivery = PublicId.DELIVERY.parse(deliveryId);
        return PublicId.WEBHOOK
                .parse(id)
                .filter(endpoint -> delivery.isPresent())
                .map(endpoint -> idempotentEffect.execute(() -> replayDelivery
                        .replay(endpoint, delivery.get())
                        .map(WebhookDeliveriesApi::toResponse)
                        .orElseGet(ProblemResponses::notFound)))
                .orElseGet(ProblemResponses::notFound);
    }

    private static Response toResponse(ReplayDelivery.Result result) {
        return result instanceof ReplayDelivery.Queued queued
                ? Response.accepted(DeliveryJson.of(queued.delivery())).build()
                : ProblemResponses.of(((ReplayDelivery.Refused) result).refusal());
    }
}
