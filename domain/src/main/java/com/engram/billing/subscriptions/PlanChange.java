package com.engram.billing.subscriptions;

/** The way in which the current tenant can get a plan. */
public enum PlanChange {
    /** The tenant has it. */
    CURRENT,
    /** The tenant buys it at the payment processor's checkout. */
    CHECKOUT,
    /** The tenant's subscription changes to its price. */
    CHANGE_PRICE,
    /** The plan is smaller: the tenant's subscription changes to its price when the period ends. */
    CHANGE_NEXT_PERIOD,
    /** The tenant's subscription already changes to it when the period ends. */
    SCHEDULED,
    /** The plan is free: the tenant's subscription ends with its period. */
    CANCEL,
    /** Only the operator can assign it. */
    NOT_SOLD_ONLINE
}
