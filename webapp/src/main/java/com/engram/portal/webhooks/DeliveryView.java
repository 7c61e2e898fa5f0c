package com.engram.portal.webhooks;

import com.engram.web.PublicId;
import com.engram.webhooks.WebhookDeliveries.DeliveryRecord;
import java.time.Instant;
import java.util.Optional;

/**
 * A row of the log of deliveries.
 *
 * @param state {@code pending}, {@code delivered} or {@code failed}
 * @param status the HTTP status of the last response
 * @param error why the last attempt failed
 */
public record DeliveryView(
        String id,
        String messageId,
        String type,
        String state,
        int attempts,
        Optional<Integer> status,
        Optional<String> error,
        Instant createdAt,
        Optional<Instant> nextAttemptAt) {

    static DeliveryView of(DeliveryRecord delivery) {
        return new DeliveryView(
                PublicId.DELIVERY.of(delivery.id()),
                PublicId.MESSAGE.of(delivery.event()),
                delivery.type(),
                delivery.state(),
                delivery.attempts(),
                Optional.ofNullable(delivery.status()),
                Optional.ofNullable(delivery.error()),
                delivery.createdAt(),
                Optional.ofNullable(delivery.nextAttemptAt()));
    }
}
