package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** What the operator writes into a tenant's books by hand, and who reads it. */
@ArquillianTest
@RunAsClient
class InvoicesIT {

    private static final TestApiClient OPERATOR = TestApiClient.operator();
    private static final String INVOICE =
            "{\"number\": \"E-1\", \"description\": \"Pro, December\", \"amountCents\": 14900, \"currency\": \"EUR\"}";

    @Test
    void a_viewer_sees_the_plan_but_no_invoices() throws Exception {
        TestAccount owner = TestAccount.open();

        assertThat(page(owner, "/billing").body()).contains("Invoices");
        HttpResponse<String> viewers = page(owner.fellow("viewer"), "/billing");

        assertThat(viewers.statusCode()).isEqualTo(200);
        assertThat(viewers.body())
                .contains("100 images a month", "can change the plan")
                .doesNotContain("Invoices", "Choose ");
    }

    @Test
    void a_manual_invoice_is_listed_and_settled() throws Exception {
        TestAccount account = TestAccount.open();
        String invoices = "/api/v1/admin/tenants/" + account.client().tenant() + "/invoices";

        HttpResponse<String> written = OPERATOR.post(invoices, INVOICE);

        assertThat(written.statusCode()).as(written.body()).isEqualTo(201);
        assertThat(page(account, "/billing").body()).contains("E-1", "€149.00", "open");
        String id = TestApiClient.json(written).getString("id");
        JsonObject paid = TestApiClient.json(OPERATOR.patch(invoices + "/" + id, "{\"state\": \"paid\"}"));
        assertThat(paid.getString("state")).isEqualTo("paid");
        assertThat(paid.isNull("paidAt")).isFalse();
        assertThat(TestApiClient.json(OPERATOR.get(invoices)).getJsonArray("data"))
                .hasSize(1);
    }

    @Test
    void an_invalid_invoice_is_refused_with_the_fields_name() throws Exception {
        String invoices =
                "/api/v1/admin/tenants/" + TestApiClient.onPlan("free").tenant() + "/invoices";

        assertThat(OPERATOR.post(invoices, "{}").statusCode()).isEqualTo(400);
        HttpResponse<String> refused = OPERATOR.post(invoices, INVOICE.replace("EUR", "Euro"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(TestApiClient.json(refused).getString("detail")).contains("currency");
        assertThat(OPERATOR.patch(invoices + "/" + TestAccount.unknown(Route.Id.NONE), "{\"state\": \"paid\"}")
                        .statusCode())
                .isEqualTo(404);
    }

    private static HttpResponse<String> page(TestAccount account, String path) throws Exception {
        return TestApiClient.send(
                HttpRequest.newBuilder(TestEnvironment.server().resolve(path))
                        .header("Accept", "text/html")
                        .header("Cookie", "engram_session=" + account.cookie())
                        .build());
    }
}
