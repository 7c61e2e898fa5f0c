package com.engram.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.engram.database.Database;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.InTransaction;
import com.engram.testing.SettableClock;
import com.engram.testing.TestTenants;
import com.engram.webhooks.WebhookDeliveries.DeliveryRecord;
import com.standardwebhooks.Webhook;
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
    private final CollectMessages collectMessages;
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
            CollectMessages collectMessages,
            Database database,
            InTransaction inTransaction,
            TestTenants tenants,
            SettableClock clock) {
        this.endpoints = endpoints;
        this.publishEvent = publishEvent;
        this.sendTest = sendTest;
        this.deliveries = deliveries;
        this.collectMessages = collectMessages;
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
    void messages_of_a_listener_wait_until_their_answer_is_recorded_and_are_not_sent() throws Exception {
        WebhookEndpoints.Added listener = addListener();
        UUID endpoint = listener.endpoint().id();
        publish(WebhookEvent.BATCH_COMPLETED);
        publish(WebhookEvent.BATCH_COMPLETED);

        assertThat(count("scheduled_tasks where task_name = 'deliver-webhook'")).isZero();
        List<CollectMessages.WaitingMessage> waiting = collect(endpoint);
        assertThat(waiting).hasSize(2).isEqualTo(collect(endpoint));
        CollectMessages.WaitingMessage first = waiting.get(0);
        assertThat(first.type()).isEqualTo("batch.completed");
        assertThat(first.headers().get("webhook-signature"))
                .isEqualTo(new Webhook(listener.secret())
                        .sign(first.headers().get("webhook-id"), clock.instant().getEpochSecond(), first.body()));

        assertThat(answer(endpoint, first.event(), 204)).isTrue();
        assertThat(answer(endpoint, first.event(), 204)).as("a second time").isFalse();
        assertThat(collect(endpoint)).containsExactly(waiting.get(1));
        assertThat(answer(endpoint, waiting.get(1).event(), 500)).isTrue();
        assertThat(collect(endpoint)).isEmpty();
        assertThat(list(endpoint))
                .extracting(DeliveryRecord::state, DeliveryRecord::status, DeliveryRecord::attempts)
                .containsExactlyInAnyOrder(tuple("delivered", 204, 1), tuple("failed", 500, 1));
    }

    @Test
    void a_message_that_nobody_collects_fails_after_ten_minutes() {
        UUID endpoint = addListener().endpoint().id();
        publish(WebhookEvent.BATCH_COMPLETED);
        clock.tick(CollectMessages.MAX_WAIT.minusSeconds(1));
        assertThat(collect(endpoint)).hasSize(1);

        clock.tick(Duration.ofSeconds(2));
        assertThat(collect(endpoint)).isEmpty();

        assertThat(list(endpoint)).extracting(DeliveryRecord::state).containsExactly("failed");
    }

    @Test
    void only_a_listener_of_the_own_tenant_can_be_collected_from() {
        UUID listener = addListener().endpoint().id();
        UUID ordinary = add(WebhookEvent.BATCH_COMPLETED).endpoint().id();
        publish(WebhookEvent.BATCH_COMPLETED);
        UUID event = collect(listener).get(0).event();
        TenantId other = tenants.open("free");

        assertThat(tenants.call(tenant, () -> collectMessages.collect(ordinary)))
                .isEmpty();
        assertThat(answer(ordinary, event, 200)).isFalse();
        assertThat(tenants.call(other, () -> collectMessages.collect(listener))).isEmpty();
        assertThat(tenants.call(other, () -> collectMessages.recordAnswer(listener, event, 200, null)))
                .isFalse();
        assertThat(collect(listener)).hasSize(1);
    }

    private WebhookEndpoints.Added addListener() {
        return (WebhookEndpoints.Added) tenants.call(
                tenant, () -> endpoints.add(WebhookEndpoint.LISTENER.toString(), Set.of(WebhookEvent.BATCH_COMPLETED)));
    }

    private List<CollectMessages.WaitingMessage> collect(UUID endpoint) {
        return tenants.call(tenant, () -> collectMessages.collect(endpoint)).orElseThrow();
    }

    private boolean answer(UUID endpoint, UUID event, int status) {
        return tenants.call(tenant, () -> collectMessages.recordAnswer(endpoint, event, status, null));
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
