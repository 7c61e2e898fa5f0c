package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.it.stripe.FakeStripeState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;

/** An owner who buys, changes, and cancels a plan on the portal's pages, and pays at the fake Stripe. */
record PayingCustomer(String email, PortalBrowser browser) {

    static PayingCustomer signedUp() throws IOException, InterruptedException {
        String email = PortalBrowser.freshEmail();
        return new PayingCustomer(email, PortalBrowser.signedUp(email));
    }

    /** The page that shows the account's plan. */
    String page() throws IOException, InterruptedException {
        return browser.get("/billing").body();
    }

    /** Chooses a plan and confirms it; returns the response. */
    HttpResponse<String> choose(String plan) throws IOException, InterruptedException {
        String page = "/billing/change?plan=" + plan;
        String intent = browser.find(page, "name=\"intent\" value=\"([^\"]+)\"");
        return browser.send(page, "/billing/change", Map.of("plan", plan, "intent", intent));
    }

    /** Chooses a plan, pays for it at the checkout, and returns to the portal. */
    void buy(String plan) throws IOException, InterruptedException {
        String back = books().pay(checkout(plan));
        URI returned = URI.create(back);
        HttpResponse<String> answer = browser.get(returned.getPath() + "?" + returned.getQuery());
        assertThat(answer.statusCode()).isEqualTo(303);
    }

    /** Chooses a plan; returns the checkout to which it leads. */
    String checkout(String plan) throws IOException, InterruptedException {
        HttpResponse<String> leaving = choose(plan);
        String refresh = leaving.headers().firstValue("Refresh").orElseThrow(() -> new AssertionError(leaving.body()));
        return refresh.substring(refresh.lastIndexOf('/') + 1);
    }

    void send(String action) throws IOException, InterruptedException {
        assertThat(browser.send("/billing", action, Map.of()).statusCode()).isEqualTo(303);
    }

    /** The account's customer id at Stripe. */
    String customer() {
        return books().customer(email);
    }

    /** The account's subscription in the database. */
    String ask(String column) throws SQLException {
        return query("select %s from tenant t left join subscription s on s.tenant_id = t.id where t.id = '%s'"
                .formatted(column, tenant()));
    }

    UUID tenant() throws SQLException {
        return UUID.fromString(
                query("select m.tenant_id from membership m join person p on p.id = m.person_id where p.email = '%s'"
                        .formatted(email)));
    }

    /** Requests an upload; returns the status of the response. */
    HttpResponse<String> upload() throws IOException, InterruptedException {
        return browser.sendJson(
                "/gallery",
                "/gallery/uploads",
                "{\"filename\": \"a.png\", \"contentType\": \"image/png\", \"bytes\": 9}");
    }

    static FakeStripeState books() {
        return TestEnvironment.stripe().state();
    }

    static String query(String sql) throws SQLException {
        try (Connection owner = TestEnvironment.asOwner();
                Statement statement = owner.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            return found.next() ? String.valueOf(found.getString(1)) : "";
        }
    }

    static void execute(String sql) throws SQLException {
        try (Connection owner = TestEnvironment.asOwner();
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }
}
