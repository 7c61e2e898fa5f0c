package com.engram.billing.payments.stripe;

import com.engram.billing.payments.PaymentsUnavailableException;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.net.RequestOptions;

/** Calls to Stripe, with its exceptions as ours. */
final class StripeCalls {

    private static final int CONNECT_MILLIS = 5_000;

    /** Short, because a row may be held while Stripe is asked. */
    private static final int READ_MILLIS = 20_000;

    private static final int RETRIES = 2;

    private final StripeClient client;

    StripeCalls(StripeSettings settings) {
        StripeClient.StripeClientBuilder builder = StripeClient.builder()
                .setApiKey(settings.secretKey().orElseThrow())
                .setConnectTimeout(CONNECT_MILLIS)
                .setReadTimeout(READ_MILLIS)
                .setMaxNetworkRetries(RETRIES);
        settings.apiBase().ifPresent(base -> builder.setApiBase(base.toString()).setMeterEventsBase(base.toString()));
        client = builder.build();
    }

    /** Something that asks Stripe. */
    @FunctionalInterface
    interface Call<T> {
        T on(StripeClient client) throws StripeException;
    }

    /** The answer. */
    <T> T ask(Call<T> call) {
        try {
            return call.on(client);
        } catch (StripeException e) {
            throw new PaymentsUnavailableException("Stripe refused or did not answer: " + e.getMessage(), e);
        }
    }

    StripeClient client() {
        return client;
    }

    /** The same intent is carried out once, however often it is sent. */
    static RequestOptions once(String intent) {
        return RequestOptions.builder().setIdempotencyKey(intent).build();
    }
}
