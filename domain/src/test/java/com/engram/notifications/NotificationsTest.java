package com.engram.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.BatchFinished;
import com.engram.database.Database;
import com.engram.language.Language;
import com.engram.language.Messages;
import com.engram.notifications.Notifications.Setting;
import com.engram.people.People;
import com.engram.plans.usage.UsageThresholdCrossed;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.InTransaction;
import com.engram.testing.SettableClock;
import com.engram.testing.TestImages;
import com.engram.testing.TestOutbox;
import com.engram.testing.TestPeople;
import com.engram.testing.TestTenants;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** People learn once of a finished batch and of a threshold, where they want it and in their language. */
@DomainTest
class NotificationsTest {

    private final Notifications notifications;
    private final NotifyOfBatches notifyOfBatches;
    private final NotifyOfUsage notifyOfUsage;
    private final Database database;
    private final InTransaction inTransaction;
    private final TestImages images;
    private final TestOutbox outbox;
    private final TestPeople people;
    private final People profiles;
    private final TestTenants tenants;
    private final SettableClock clock;
    private final TenantId tenant;
    private final UUID ann;
    private final UUID ben;

    NotificationsTest(
            Notifications notifications,
            NotifyOfBatches notifyOfBatches,
            NotifyOfUsage notifyOfUsage,
            Database database,
            InTransaction inTransaction,
            TestImages images,
            TestOutbox outbox,
            TestPeople people,
            People profiles,
            TestTenants tenants,
            SettableClock clock) {
        this.notifications = notifications;
        this.notifyOfBatches = notifyOfBatches;
        this.notifyOfUsage = notifyOfUsage;
        this.database = database;
        this.inTransaction = inTransaction;
        this.images = images;
        this.outbox = outbox;
        this.people = people;
        this.profiles = profiles;
        this.tenants = tenants;
        this.clock = clock;
        this.tenant = tenants.open("pro");
        this.ann = people.add(tenant, "ann@example.com", "owner");
        this.ben = people.add(tenant, "ben@example.com", "member");
    }

    @Test
    void who_requested_a_batch_learns_once_that_it_is_finished() {
        UUID batch = batch("Spring", ben);

        finish(batch);
        finish(batch);

        assertThat(sentences(ben)).containsExactly("Spring is finished: 1 image scored, 1 not");
        assertThat(outbox.subjects("ben@example.com")).containsExactly("Spring: your results are ready");
        assertThat(outbox.bodies("ben@example.com"))
                .allSatisfy(body -> assertThat(body)
                        .contains("1 image was scored, and 1 was not.", "/batches/bat_", "/settings/notifications"));
        assertThat(sentences(ann)).isEmpty();
        assertThat(outbox.subjects("ann@example.com")).isEmpty();
    }

    @Test
    void a_batch_that_a_key_requested_is_told_to_nobody() {
        finish(batch("", UUID.randomUUID()));

        assertThat(sentences(ann)).isEmpty();
        assertThat(outbox.subjects("ann@example.com")).isEmpty();
    }

    @Test
    void each_way_can_be_switched_off() {
        tenants.run(tenant, () -> notifications.choose(ben, NotificationKind.BATCH, new Setting(false, true)));
        finish(batch("One", ben));
        tenants.run(tenant, () -> notifications.choose(ben, NotificationKind.BATCH, new Setting(true, false)));
        finish(batch("Two", ben));

        assertThat(outbox.subjects("ben@example.com")).containsExactly("One: your results are ready");
        assertThat(sentences(ben)).containsExactly("Two is finished: 1 image scored, 1 not");
        assertThat(tenants.call(tenant, () -> notifications.findSettings(ben)))
                .containsEntry(NotificationKind.BATCH, new Setting(true, false))
                .containsEntry(NotificationKind.QUOTA, new Setting(true, true));
    }

    @Test
    void the_email_is_in_the_language_of_the_person() {
        tenants.run(tenant, () -> profiles.chooseLanguage(ben, Language.ITALIAN));

        finish(batch("Primavera", ben));

        assertThat(outbox.subjects("ben@example.com")).containsExactly("Primavera: i risultati sono pronti");
    }

    @Test
    void managers_learn_once_of_a_threshold_and_members_do_not() {
        cross(80);
        cross(80);
        cross(100);

        assertThat(sentences(ann))
                .containsExactly("All 5 images of this period are used", "80% of this period’s images are used");
        assertThat(outbox.subjects("ann@example.com")).hasSize(2);
        assertThat(sentences(ben)).isEmpty();
    }

    @Test
    void a_notification_is_unread_until_its_person_opens_it() {
        cross(80);
        cross(100);
        UUID newest = tenants.call(
                tenant, () -> notifications.listNewest(ann, 1).get(0).id());

        assertThat(unread(ann)).isEqualTo(2);
        assertThat(tenants.call(tenant, () -> notifications.open(ben, newest)))
                .as("another person's")
                .isEmpty();
        assertThat(tenants.call(tenants.open("pro"), () -> notifications.open(ann, newest)))
                .as("in another account")
                .isEmpty();
        assertThat(tenants.call(tenant, () -> notifications.open(ann, newest))).contains("/billing");
        assertThat(unread(ann)).isEqualTo(1);

        tenants.run(tenant, () -> notifications.readAll(ann));
        assertThat(unread(ann)).isZero();
    }

    @Test
    void old_notifications_are_deleted_when_a_new_one_comes() {
        cross(80);
        clock.tick(NotifyPeople.RETENTION.plus(Duration.ofSeconds(1)));

        cross(100);

        assertThat(sentences(ann)).containsExactly("All 5 images of this period are used");
    }

    /** A batch of two images, of which one has a score and one was rejected. */
    private UUID batch(String name, UUID requester) {
        UUID batch = UUID.randomUUID();
        List<UUID> ready = List.of(images.upload(tenant), images.upload(tenant));
        tenants.run(
                tenant,
                () -> inTransaction.call(() -> {
                    database.sql("""
                insert into batch (id, tenant_id, name, total, created_at) values (:id, :tenant, :name, 2, now())
                """)
                            .bind("id", batch)
                            .bind("tenant", tenant)
                            .bind("name", name)
                            .update();
                    insert(batch, ready.get(0), requester, "DONE", "0.7", "1", "null");
                    insert(batch, ready.get(1), requester, "REJECTED", "null", "null", "'unreadable_image'");
                    return true;
                }));
        return batch;
    }

    private void insert(
            UUID batch, UUID image, UUID requester, String state, String score, String credits, String problem) {
        database.sql("""
            insert into analysis (id, tenant_id, image_id, batch_id, requested_by, state, deep_map, credit_period,
              created_at, finished_at, score, credits, problem_code)
            values (gen_random_uuid(), :tenant, :image, :batch, :requester, :state, false, current_date,
              now(), now(), cast(%s as real), cast(%s as int), %s)
            """.formatted(score, credits, problem))
                .bind("tenant", tenant)
                .bind("image", image)
                .bind("batch", batch)
                .bind("requester", requester)
                .bind("state", state)
                .update();
    }

    /** As the job does it, in the operator's scope. */
    private void finish(UUID batch) {
        tenants.callAsOperator(() -> inTransaction.call(() -> {
            notifyOfBatches.onBatchFinished(new BatchFinished(batch, tenant));
            return true;
        }));
    }

    private void cross(int percent) {
        tenants.callAsOperator(() -> inTransaction.call(() -> {
            notifyOfUsage.onThresholdCrossed(
                    new UsageThresholdCrossed(tenant, percent, percent == 100 ? 5 : 4, 5, LocalDate.of(2030, 5, 1)));
            return true;
        }));
    }

    private List<String> sentences(UUID person) {
        return tenants.call(tenant, () -> notifications.listNewest(person, 10)).stream()
                .map(entry -> Messages.in(Language.ENGLISH).text(entry.message()))
                .toList();
    }

    private int unread(UUID person) {
        return tenants.call(tenant, () -> notifications.countUnread(person));
    }
}
