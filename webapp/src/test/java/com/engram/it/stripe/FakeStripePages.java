package com.engram.it.stripe;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The pages that a customer sees at Stripe: a checkout with two buttons, and a portal with a way back. */
final class FakeStripePages {

    private final FakeStripeState books;

    FakeStripePages(FakeStripeState books) {
        this.books = books;
    }

    void show(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String id = path.substring(path.lastIndexOf('/') + 1);
            if (path.startsWith("/checkout/") && exchange.getRequestMethod().equals("POST")) {
                exchange.getResponseHeaders().set("Location", books.pay(id));
                exchange.sendResponseHeaders(303, -1);
            } else if (path.startsWith("/checkout/")) {
                write(exchange, """
                        <!DOCTYPE html><html lang="en"><title>Pay</title><h1>Checkout</h1>
                        <form method="post"><button id="pay">Pay</button></form><a href="%s">Back</a></html>
                        """.formatted(books.objects().get(id).get("cancel_url")));
            } else if (path.startsWith("/portal/")) {
                Map<String, Object> session = books.objects().get(id);
                write(exchange, """
                        <!DOCTYPE html><html lang="en"><title>Portal</title><h1>Portal</h1><a href="%s">Back</a></html>
                        """.formatted(session.get("return_url")));
            } else if (path.startsWith("/do/")) {
                act(path.split("/")[2], id);
                write(exchange, "done");
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    /** For a walk by hand: what a bank or the time does to a customer. */
    private void act(String what, String customer) {
        switch (what) {
            case "end-period" -> books.endPeriod(customer);
            case "decline" -> books.setBroke(customer, true);
            case "accept" -> books.setBroke(customer, false);
            case "pay" -> books.payInvoices(customer);
            case "give-up" -> books.giveUp(customer);
            default -> throw FakeStripeRoutes.Refused.missing(what);
        }
    }

    private static void write(HttpExchange exchange, String page) throws IOException {
        byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html;charset=UTF-8");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
