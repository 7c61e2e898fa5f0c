package com.engram.it.stripe;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The web pages of the fake: the checkout and the billing portal. */
final class FakeStripePages {

    private final FakeStripeState state;

    FakeStripePages(FakeStripeState state) {
        this.state = state;
    }

    void show(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String id = path.substring(path.lastIndexOf('/') + 1);
            if (path.startsWith("/checkout/") && exchange.getRequestMethod().equals("POST")) {
                exchange.getResponseHeaders().set("Location", state.pay(id));
                exchange.sendResponseHeaders(303, -1);
            } else if (path.startsWith("/checkout/")) {
                write(exchange, """
                        <!DOCTYPE html><html lang="en"><title>Pay</title><h1>Checkout</h1>
                        <form method="post"><button id="pay">Pay</button></form><a href="%s">Back</a></html>
                        """.formatted(state.objects().get(id).get("cancel_url")));
            } else if (path.startsWith("/portal/")) {
                Map<String, Object> session = state.objects().get(id);
                write(exchange, """
                        <!DOCTYPE html><html lang="en"><title>Portal</title><h1>Portal</h1><a href="%s">Back</a></html>
                        """.formatted(session.get("return_url")));
            } else if (path.startsWith("/do/")) {
                perform(path.split("/")[2], id);
                write(exchange, "done");
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    /** For manual tests: triggers an action of the bank, or the end of a period. */
    private void perform(String action, String customer) {
        switch (action) {
            case "end-period" -> state.endPeriod(customer);
            case "decline" -> state.setCardDeclined(customer, true);
            case "accept" -> state.setCardDeclined(customer, false);
            case "pay" -> state.payInvoices(customer);
            case "give-up" -> state.giveUp(customer);
            default -> throw FakeStripeRoutes.Refused.missing(action);
        }
    }

    private static void write(HttpExchange exchange, String page) throws IOException {
        byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html;charset=UTF-8");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
