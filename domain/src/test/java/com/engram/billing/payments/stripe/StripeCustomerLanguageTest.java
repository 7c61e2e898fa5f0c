package com.engram.billing.payments.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.billing.payments.CheckoutRequest;
import com.engram.billing.payments.Price;
import com.engram.billing.payments.PriceTax;
import com.engram.language.Language;
import com.engram.tenancy.TenantId;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Invoices and receipts follow the language of the person who pays, also if it was another one at the first purchase. */
class StripeCustomerLanguageTest {

    private static final String ITALIAN = "/v1/customers/cus_1 preferred_locales[0]=it";

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private HttpServer stripe;
    private StripePayments payments;

    @BeforeEach
    void start() throws IOException {
        stripe = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        stripe.createContext("/", exchange -> {
            String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            calls.add(exchange.getRequestURI().getPath() + " " + URLDecoder.decode(sent, StandardCharsets.UTF_8));
            byte[] answer = "{\"id\":\"any_1\",\"url\":\"https://payments.example/\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        stripe.start();
        payments = new StripePayments(
                "sk_test",
                new StripeSettings(
                        Optional.of("sk_test"),
                        Optional.of("whsec"),
                        Optional.of(URI.create(
                                "http://127.0.0.1:" + stripe.getAddress().getPort())),
                        300,
                        false,
                        new PriceTax(Optional.empty(), false, "exclusive"),
                        false),
                Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        stripe.stop(0);
    }

    @Test
    void the_page_of_payment_methods_sets_the_language_of_invoices() {
        payments.createPortalUrl("cus_1", URI.create("https://engram.example/billing"), Language.ITALIAN);

        assertThat(calls).contains(ITALIAN);
    }

    @Test
    void a_checkout_sets_the_language_of_invoices() {
        payments.openCheckout(new CheckoutRequest(
                new TenantId(new UUID(0, 1)),
                "cus_1",
                new Price("price_1", Optional.empty()),
                0,
                "https://engram.example/paid",
                "https://engram.example/unpaid",
                Language.ITALIAN,
                "intent"));

        assertThat(calls).contains(ITALIAN);
    }
}
