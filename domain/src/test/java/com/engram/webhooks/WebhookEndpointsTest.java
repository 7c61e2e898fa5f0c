package com.engram.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.database.Database;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.InTransaction;
import com.engram.testing.SettableClock;
import com.engram.testing.TestTenants;
import com.engram.webhooks.WebhookDeliveries.DeliveryRecord;
import jakarta.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints, and the events that are published to them. */
@DomainTest
class WebhookEndpointsTest {

    private static final String URL = "https://93.184.216.34/hook";

    private final WebhookEndpoints endpoints;
    private final PublishWebhookEvent publishEvent;
    private final SendTestWebhook sendTest;
    private final WebhookDeliveries deliveries;
    private final Database database;
    private final InTransaction inTransaction;
    private final TestTenants tenants;
    private final SettableClock clock;
    private final TenantId tenant;

    WebhookEndpointsTest(
            WebhookEndpoints endpoints,
            PublishWebhookEvent publishEvent,
            SendTestWebhook sendTest,
            WebhookDeliveries deliveries,
            Database database,
            InTransaction inTransaction,
            TestTenants tenants,
            SettableClock clock) {
        this.endpoints = endpoints;
        this.publishEvent = publishEvent;
        this.sendTest = sendTest;
        this.deliveries = deliveries;
        this.database = database;
        this.inTransaction = inTransaction;
        this.tenants = tenants;
        this.clock = clock;
        this.tenant = tenants.open("free");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/hook",
                "http://localhost:9080/",
                "http://10.1.2.3/",
                "http://169.254.169.254/latest/meta-data",
                "http://[::1]/",
                "http://[::ffff:10.0.0.1]/",
                "http://0.0.0.0/",
                "http://2130706433/",
                "http://0x7f.1/",
                "ftp://example.com/",
                "file:///etc/passwd",
                "http://user@example.com/",
                "no address"
            })
    void an_address_that_is_not_public_is_refused(String url) {
        WebhookEndpoints.Result result =
                tenants.call(tenant, () -> endpoints.add(url, Set.of(WebhookEvent.BATCH_COMPLETED)));

        assertThat(((WebhookEndpoints.Refused) result).refusal().reason().code())
                .isEqualTo("unusable_url");
        assertThat(tenants.call(tenant, endpoints::listEndpoints)).isEmpty();
    }

    @Test
    void a_tenant_has_at_most_ten_endpoints() {
        for (int i = 0; i < WebhookEndpoints.MAX_ENDPOINTS; i++) {
            assertThat(add(WebhookEvent.BATCH_COMPLETED).secret()).startsWith("whsec_");
        }

        WebhookEndpoints.Result result =
                tenants.call(tenant, () -> endpoints.add(URL, Set.of(WebhookEvent.BATCH_COMPLETED)));

        assertThat(((WebhookEndpoints.Refused) result).refusal().reason().code())
                .isEqualTo("too_many_endpoints");
    }

    @Test
    void an_event_is_delivered_once_to_each_endpoint_that_subscribes_to_it() {
        UUID subscribed = add(WebhookEvent.BATCH_COMPLETED).endpoint().id();
        UUID also = add(WebhookEvent.BATCH_COMPLETED).endpoint().id();
        UUID other = add(WebhookEvent.ANALYSIS_FAILED).endpoint().id();

        publish(WebhookEvent.BATCH_COMPLETED);

        assertThat(list(subscribed)).singleElement().satisfies(delivery -> {
            assertThat(delivery.type()).isEqualTo("batch.completed");
            assertThat(delivery.state()).isEqualTo("pending");
            assertThat(delivery.attempts()).isZero();
        });
        assertThat(list(also)).hasSize(1);
        assertThat(list(other)).isEmpty();
        assertThat(count("scheduled_tasks where task_name = 'deliver-webhook'")).isEqualTo(2);
        assertThat(tenants.call(tenants.open("free"), () -> deliveries.listDeliveries(subscribed, 10)))
                .as("of another tenant")
                .isEmpty();
    }

    @Test
    void an_event_to_which_nobody_subscribes_is_not_stored() {
        publish(WebhookEvent.BATCH_COMPLETED);

        assertThat(count("webhook_event")).isZero();
    }

    @Test
    void a_test_event_goes_to_its_endpoint_whatever_it_subscribes_to() {
        UUID endpoint = add(WebhookEvent.BATCH_COMPLETED).endpoint().id();
        UUID other = add(WebhookEvent.BATCH_COMPLETED).endpoint().id();

        assertThat(tenants.call(tenant, () -> sendTest.send(endpoint))).isTrue();
        assertThat(tenants.call(tenants.open("free"), () -> sendTest.send(endpoint)))
                .isFalse();

        assertThat(list(endpoint)).extracting(DeliveryRecord::type).containsExactly("webhook.test");
        assertThat(list(other)).isEmpty();
    }

    @Test
    void a_deleted_endpoint_takes_its_deliveries_with_it() {
        UUID endpoint = add(WebhookEvent.BATCH_COMPLETED).endpoint().id();
        publish(WebhookEvent.BATCH_COMPLETED);

        assertThat(tenants.call(tenant, () -> endpoints.delete(endpoint))).isTrue();

        assertThat(count("webhook_delivery")).isZero();
        assertThat(tenants.call(tenant, () -> endpoints.delete(endpoint))).isFalse();
    }

    @Test
    void events_are_deleted_after_thirty_days() {
        UUID endpoint = add(WebhookEvent.BATCH_COMPLETED).endpoint().id();
        publish(WebhookEvent.BATCH_COMPLETED);

        clock.tick(Duration.ofDays(30));
        assertThat(tenants.callAsOperator(() -> deliveries.deleteOld(10))).isZero();
        clock.tick(Duration.ofSeconds(1));
        assertThat(tenants.callAsOperator(() -> deliveries.deleteOld(10))).isEqualTo(1);

        assertThat(list(endpoint)).isEmpty();
    }

    private WebhookEndpoints.Added add(WebhookEvent event) {
        return (WebhookEndpoints.Added) tenants.call(tenant, () -> endpoints.add(URL, Set.of(event)));
    }

    private void publish(WebhookEvent event) {
        tenants.call(
                tenant,
                () -> inTransaction.call(() -> {
                    publishEvent.publish(
                            tenant.value(),
                            event,
                            Json.createObjectBuilder().add("id", "bat_1").build(),
                            clock.instant());
                    return true;
                }));
    }

    private List<DeliveryRecord> list(UUID endpoint) {
        return tenants.call(tenant, () -> deliveries.listDeliveries(endpoint, 10));
    }

    private long count(String from) {
        return tenants.callAsOperator(() -> inTransaction.call(
                () -> database.sql("select count(*) from " + from).get(Long.class)));
    }
}
