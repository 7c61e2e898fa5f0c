package com.engram.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.engram.database.Database;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.InTransaction;
import com.engram.testing.SettableClock;
import com.engram.testing.TestOutbox;
import com.engram.testing.TestPeople;
import com.engram.testing.TestTenants;
import com.engram.webhooks.WebhookDeliveries.DeliveryRecord;
import com.standardwebhooks.Webhook;
import jakarta.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
    private final ReplayDelivery replay;
    private final DisableFailingEndpoints disableFailing;
    private final TestPeople people;
    private final TestOutbox outbox;
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
            ReplayDelivery replay,
            DisableFailingEndpoints disableFailing,
            TestPeople people,
            TestOutbox outbox,
            Database database,
            InTransaction inTransaction,
            TestTenants tenants,
            SettableClock clock) {
        this.endpoints = endpoints;
        this.publishEvent = publishEvent;
        this.sendTest = sendTest;
        this.deliveries = deliveries;
        this.collectMessages = collectMessages;
        this.replay = replay;
        this.disableFailing = disableFailing;
        this.people = people;
        this.outbox = outbox;
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
                tenants.call(tenant, () -> endpoints.add(url, Set.of(WebhookEvent.BATCH_COMPLETED), ""));

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
                tenants.call(tenant, () -> endpoints.add(URL, Set.of(WebhookEvent.BATCH_COMPLETED), ""));

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

        assertThat(tenants.call(tenant, () -> sendTest.send(endpoint))).isEqualTo(SendTestWebhook.Result.QUEUED);
        assertThat(tenants.call(tenants.open("free"), () -> sendTest.send(endpoint)))
                .isEqualTo(SendTestWebhook.Result.NOT_FOUND);

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
                tenant,
                () -> endpoints.add(WebhookEndpoint.LISTENER.toString(), Set.of(WebhookEvent.BATCH_COMPLETED), ""));
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

    @Test
    void both_secrets_sign_for_a_day_after_a_rotation() throws Exception {
        WebhookEndpoints.Added listener = addListener();
        UUID endpoint = listener.endpoint().id();
        publish(WebhookEvent.BATCH_COMPLETED);

        String newSecret = tenants.call(tenant, () -> endpoints.rotate(endpoint))
                .orElseThrow()
                .secret();
        assertThat(tenants.call(tenants.open("free"), () -> endpoints.rotate(endpoint)))
                .as("of another tenant")
                .isEmpty();

        CollectMessages.WaitingMessage message = collect(endpoint).get(0);
        assertThat(newSecret).startsWith("whsec_").isNotEqualTo(listener.secret());
        assertThat(message.headers().get("webhook-signature"))
                .isEqualTo(sign(newSecret, message) + " " + sign(listener.secret(), message));
        clock.tick(WebhookEndpoint.ROTATION.minusSeconds(1));
        publish(WebhookEvent.BATCH_COMPLETED);
        assertThat(signature(endpoint)).as("just before").contains(" ");
        clock.tick(Duration.ofSeconds(1));
        assertThat(signature(endpoint)).as("after a day").doesNotContain(" ");
    }

    @Test
    void deliveries_are_signed_with_both_secrets_for_a_day() {
        WebhookEndpoints.Added added = add(WebhookEvent.BATCH_COMPLETED);
        publish(WebhookEvent.BATCH_COMPLETED);
        String newSecret = tenants.call(
                        tenant, () -> endpoints.rotate(added.endpoint().id()))
                .orElseThrow()
                .secret();
        UUID delivery = list(added.endpoint().id()).get(0).id();

        assertThat(pending(delivery).secrets()).containsExactly(newSecret, added.secret());
        clock.tick(WebhookEndpoint.ROTATION);
        assertThat(pending(delivery).secrets()).containsExactly(newSecret);
    }

    @Test
    void a_disabled_endpoint_receives_nothing_until_it_is_enabled() {
        UUID endpoint = add(WebhookEvent.BATCH_COMPLETED).endpoint().id();
        publish(WebhookEvent.BATCH_COMPLETED);
        UUID delivery = list(endpoint).get(0).id();

        change(endpoint, Optional.empty(), Optional.of(false));
        publish(WebhookEvent.BATCH_COMPLETED);

        assertThat(list(endpoint)).as("deliveries").hasSize(1);
        assertThat(pending(delivery).enabled()).isFalse();
        assertThat(tenants.call(tenant, () -> sendTest.send(endpoint))).isEqualTo(SendTestWebhook.Result.DISABLED);
        assertThat(tenants.call(tenant, () -> replay.replay(endpoint, delivery)))
                .containsInstanceOf(ReplayDelivery.Refused.class);
        change(endpoint, Optional.empty(), Optional.of(true));
        publish(WebhookEvent.BATCH_COMPLETED);
        assertThat(list(endpoint)).hasSize(2);
    }

    @Test
    void what_a_change_does_not_name_stays() {
        UUID id = add(WebhookEvent.BATCH_COMPLETED).endpoint().id();

        change(id, Optional.of("https://93.184.216.34/other"), Optional.empty());

        WebhookEndpoint endpoint =
                tenants.call(tenant, () -> endpoints.findEndpoint(id)).orElseThrow();
        assertThat(endpoint.url()).hasToString("https://93.184.216.34/other");
        assertThat(endpoint.events()).containsExactly(WebhookEvent.BATCH_COMPLETED);
        assertThat(endpoint.description()).isEqualTo("Production");
        assertThat(endpoint.isEnabled()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1/hook", "engram:listen"})
    void a_url_is_not_changed_to_one_that_an_endpoint_cannot_have(String url) {
        UUID id = add(WebhookEvent.BATCH_COMPLETED).endpoint().id();

        assertThat(change(id, Optional.of(url), Optional.empty()))
                .isInstanceOfSatisfying(
                        WebhookEndpoints.Refused.class,
                        refused -> assertThat(refused.refusal().reason().code()).isEqualTo("unusable_url"));

        assertThat(tenants.call(tenant, () -> endpoints.findEndpoint(id))
                        .orElseThrow()
                        .url())
                .hasToString(URL);
    }

    @Test
    void a_replay_is_a_new_delivery_of_the_same_message() {
        UUID endpoint = add(WebhookEvent.BATCH_COMPLETED).endpoint().id();
        publish(WebhookEvent.BATCH_COMPLETED);
        DeliveryRecord first = list(endpoint).get(0);
        clock.tick(Duration.ofHours(1));

        assertThat(tenants.call(tenants.open("free"), () -> replay.replay(endpoint, first.id())))
                .as("of another tenant")
                .isEmpty();
        ReplayDelivery.Result result =
                tenants.call(tenant, () -> replay.replay(endpoint, first.id())).orElseThrow();

        DeliveryRecord second = ((ReplayDelivery.Queued) result).delivery();
        assertThat(second.event()).isEqualTo(first.event());
        assertThat(list(endpoint)).extracting(DeliveryRecord::id).containsExactly(second.id(), first.id());
        assertThat(count("scheduled_tasks where task_name = 'deliver-webhook'")).isEqualTo(2);
    }

    @Test
    void deliveries_are_listed_page_by_page() {
        UUID endpoint = add(WebhookEvent.BATCH_COMPLETED).endpoint().id();
        for (int i = 0; i < 3; i++) {
            publish(WebhookEvent.BATCH_COMPLETED);
        }
        List<DeliveryRecord> all = list(endpoint);

        List<DeliveryRecord> rest = tenants.call(
                tenant,
                () -> deliveries.listDeliveries(
                        endpoint,
                        Optional.of(new WebhookDeliveries.Position(
                                all.get(0).createdAt(), all.get(0).id())),
                        10));

        assertThat(rest).isEqualTo(all.subList(1, 3));
    }

    @Test
    void an_endpoint_that_fails_for_five_days_is_disabled_and_its_managers_get_an_email() {
        people.add(tenant, "owner@webhooks.example", "owner");
        people.add(tenant, "admin@webhooks.example", "admin");
        people.add(tenant, "member@webhooks.example", "member");
        UUID endpoint = add(WebhookEvent.BATCH_COMPLETED).endpoint().id();

        fail(endpoint, false);
        clock.tick(Duration.ofDays(4));
        succeed(endpoint);
        fail(endpoint, false);
        clock.tick(DisableFailingEndpoints.MAX_FAILING.minusSeconds(1));
        fail(endpoint, false);
        assertThat(isEnabled(endpoint))
                .as("a success has started the days anew")
                .isTrue();
        clock.tick(Duration.ofSeconds(1));
        fail(endpoint, false);
        fail(endpoint, false);

        assertThat(isEnabled(endpoint)).isFalse();
        assertThat(tenants.call(tenant, () -> endpoints.findEndpoint(endpoint))
                        .orElseThrow()
                        .disabledReason())
                .contains("failures");
        assertThat(outbox.subjects("owner@webhooks.example")).containsExactly("Webhooks to 93.184.216.34 are disabled");
        assertThat(outbox.subjects("admin@webhooks.example")).hasSize(1);
        assertThat(outbox.subjects("member@webhooks.example")).isEmpty();

        change(endpoint, Optional.empty(), Optional.of(true));
        fail(endpoint, false);
        assertThat(isEnabled(endpoint)).as("enabled again").isTrue();
    }

    @Test
    void an_endpoint_that_is_gone_is_disabled_at_once() {
        UUID endpoint = add(WebhookEvent.BATCH_COMPLETED).endpoint().id();

        fail(endpoint, true);

        assertThat(isEnabled(endpoint)).isFalse();
    }

    @Test
    void attempts_are_made_for_three_days() {
        Duration all = DeliverWebhook.DELAYS.stream().reduce(Duration.ZERO, Duration::plus);

        assertThat(all).isBetween(Duration.ofDays(3), Duration.ofDays(4));
    }

    private WebhookEndpoints.Result change(UUID endpoint, Optional<String> url, Optional<Boolean> enabled) {
        return tenants.call(
                        tenant,
                        () -> endpoints.change(
                                endpoint,
                                new WebhookEndpoints.Changes(url, Optional.empty(), enabled, Optional.empty())))
                .orElseThrow();
    }

    private void fail(UUID endpoint, boolean gone) {
        tenants.callAsOperator(() -> {
            disableFailing.recordFailure(endpoint, gone);
            return true;
        });
    }

    private void succeed(UUID endpoint) {
        tenants.callAsOperator(() -> {
            disableFailing.recordSuccess(endpoint);
            return true;
        });
    }

    private boolean isEnabled(UUID endpoint) {
        return tenants.call(tenant, () -> endpoints.findEndpoint(endpoint))
                .orElseThrow()
                .isEnabled();
    }

    private WebhookDeliveries.PendingDelivery pending(UUID delivery) {
        return tenants.callAsOperator(() -> deliveries.findPending(delivery)).orElseThrow();
    }

    private String signature(UUID endpoint) {
        return collect(endpoint).get(0).headers().get("webhook-signature");
    }

    private static String sign(String secret, CollectMessages.WaitingMessage message) throws Exception {
        return new Webhook(secret)
                .sign(
                        message.headers().get("webhook-id"),
                        Long.parseLong(message.headers().get("webhook-timestamp")),
                        message.body());
    }

    private WebhookEndpoints.Added add(WebhookEvent event) {
        return (WebhookEndpoints.Added) tenants.call(tenant, () -> endpoints.add(URL, Set.of(event), "Production"));
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
