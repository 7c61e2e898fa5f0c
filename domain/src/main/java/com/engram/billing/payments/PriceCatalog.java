package com.engram.billing.payments;

import com.engram.plans.Plan;

/** The payment processor's products and prices. */
public interface PriceCatalog {

    /** Makes sure that the processor has the prices of a plan version. Repeated calls create nothing new. */
    Price publishPrice(Plan plan);
}
