package com.engram.billing.subscriptions;

import com.engram.refusals.Refusal;
import java.net.URI;

/** The result of a request to change the plan. */
public sealed interface PlanChangeResult {

    /** The tenant has to pay on this page of the payment processor. */
    record CheckoutRequired(URI page) implements PlanChangeResult {}

    /** The plan has changed, or will change when the period ends. */
    record Changed() implements PlanChangeResult {}

    /** The plan has not changed. */
    record Refused(Refusal refusal) implements PlanChangeResult {}
}
