package com.engram.launcher.doctor;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks Stripe whether it accepts the configured key. */
record StripeCheck(Installation installation) implements Check {

    @Override
    public String name() {
        return "stripe";
    }

    @Override
    public List<Finding> run() throws InterruptedException {
        Optional<String> key = installation.find("ENGRAM_STRIPE_SECRETKEY");
        if (key.isEmpty()) {
            return List.of(Finding.skipped(name(), "It is not configured; the operator assigns plans."));
        }
        if (installation.find("ENGRAM_STRIPE_WEBHOOKSECRET").isEmpty()) {
            return List.of(Finding.failed(
                    name(),
                    "engram.stripe.webhookSecret is missing, so the server does not start.",
                    "Create the webhook endpoint in Stripe and set its whsec_... secret; see docs/billing.md."));
        }
        return List.of(ask(key.get()));
    }

    /** The address of Stripe's API. */
    static String address(Installation installation) {
        return installation.find("ENGRAM_STRIPE_APIBASE").orElse("https://api.stripe.com");
    }

    private Finding ask(String key) throws InterruptedException {
        String address = address(installation);
        try {
            HttpResponse<String> answer =
                    Http.send("GET", address + "/v1/account", Map.of("Authorization", "Bearer " + key));
            return switch (answer.statusCode()) {
                case 200 -> accepted(key);
                // A restricted key need not be allowed to read this, and is known then.
                case 403 -> accepted(key);
                case 401 ->
                    Finding.failed(name(), "Stripe refuses the key.", "Set engram.stripe.secretKey to a valid key.");
                default ->
                    Finding.failed(
                            name(),
                            address + " answers " + answer.statusCode() + ".",
                            "Try again; see status.stripe.com.");
            };
        } catch (IOException e) {
            return Finding.failed(
                    name(),
                    address + " cannot be reached: " + e,
                    "Check the network and the firewall of this machine.");
        }
    }

    private Finding accepted(String key) {
        boolean isTest = key.startsWith("sk_test_") || key.startsWith("rk_test_");
        return isTest && !installation.isLocal()
                ? Finding.warning(name(), "The key is a test key: no money moves.", "Set a live key before you sell.")
                : Finding.ok(name(), "Stripe accepts the " + (isTest ? "test" : "live") + " key.");
    }
}
