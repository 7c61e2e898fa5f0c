package com.engram.webhooks;

/** The state of a delivery, as the table {@code webhook_delivery} stores it. */
enum DeliveryState {
    PENDING,
    DELIVERED,
    FAILED
}
