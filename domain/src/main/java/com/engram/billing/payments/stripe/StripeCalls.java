package com.engram.billing.payments.stripe;

import com.engram.billing.payments.PaymentsUnavailableException;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.net.RequestOptions;

/** Calls Stripe, and turns its exceptions into {@link PaymentsUnavailableException}. */
final class StripeCalls {

    private static final int CONNECT_MILLIS = 2_000;

    /** Short, because a person waits, and the caller may hold a row lock during the call. */
    private static final int READ_MILLIS = 7_000;

    /** A call that is repeated would take longer than a person waits. Jobs and Stripe's events repeat what failed. */
    private static final int RETRIES = 0;

    private final StripeClient client;

    StripeCalls(String secretKey, StripeSettings settings) {
        StripeClient.StripeClientBuilder builder = StripeClient.builder()
                .setApiKey(secretKey)
                .setConnectTimeout(CONNECT_MILLIS)
                .setReadTimeout(READ_MILLIS)
                .setMaxNetworkRetries(RETRIES);
        settings.apiBase().ifPresent(base -> builder.setApiBase(base.toString()).setMeterEventsBase(base.toString()));
        client = builder.build();
    }

    /** A call to Stripe. */
    @FunctionalInterface
    interface Call<T> {
        T on(StripeClient client) throws StripeException;
    }

    <T> T call(Call<T> call) {
        try {
            return call.on(client);
        } catch (StripeException e) {
            throw new PaymentsUnavailableException("Stripe refused the call or did not answer: " + e.getMessage(), e);
        }
    }

    StripeClient client() {
        return client;
    }

    /** Options with which Stripe executes calls with the same key once. */
    static RequestOptions once(String idempotencyKey) {
        return RequestOptions.builder().setIdempotencyKey(idempotencyKey).build();
    }
}
