package com.engram.webhooks;

import java.time.Instant;

/** What came of a delivery that was due. */
public sealed interface DeliveryResult {

    /** The delivery was accepted, or has failed for good, or was removed. */
    record Finished() implements DeliveryResult {}

    /** Another attempt follows at this time: this one failed, or the endpoint may not be called now. */
    record Due(Instant at) implements DeliveryResult {}
}
