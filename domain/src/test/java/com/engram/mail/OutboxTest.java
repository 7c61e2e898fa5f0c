package com.engram.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.mail.Outbox.QueuedEmail;
import com.engram.testing.DomainTest;
import com.engram.testing.SettableClock;
import com.engram.testing.TestTenants;
import com.engram.testing.fakes.FakeEmailSender;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Emails are delivered after the transaction that queued them, and retried for a while. */
@DomainTest
class OutboxTest {

    private static final Email EMAIL = new Email("ann@example.com", "Hello", "A secret link");

    private final Outbox outbox;
    private final FakeEmailSender sender;
    private final TestTenants tenants;
    private final SettableClock clock;

    OutboxTest(Outbox outbox, QueueEmail queueEmail, FakeEmailSender sender, TestTenants tenants, SettableClock clock) {
        this.outbox = outbox;
        this.sender = sender;
        this.tenants = tenants;
        this.clock = clock;
        tenants.run(tenants.open("free"), () -> queueEmail.queue(EMAIL));
    }

    @Test
    void a_sent_email_loses_its_body() {
        assertThat(sendNext()).isTrue();
        assertThat(sendNext()).isFalse();

        assertThat(sender.sent()).containsExactly(EMAIL);
        assertThat(email().hasBody()).isFalse();
        assertThat(email().sentAt()).contains(SettableClock.START);
        assertThat(email().isWaiting()).isFalse();
    }

    @Test
    void a_refused_email_is_retried_with_growing_delays_and_then_given_up() {
        sender.setDown(true);
        for (int attempt = 0; attempt < 8; attempt++) {
            assertThat(email().isWaiting()).isTrue();
            assertThat(sendNext()).isTrue();
            clock.tick(Duration.ofSeconds(30).multipliedBy(1L << attempt).minusSeconds(1));
            assertThat(sendNext()).isFalse();
            clock.tick(Duration.ofSeconds(1));
        }
        assertThat(email().isWaiting()).isFalse();
        assertThat(email().lastError()).contains("The mail server is down Given up.");

        sender.setDown(false);
        assertThat(tenants.callAsOperator(() -> outbox.resend(email().id()))).isTrue();
        assertThat(sendNext()).isTrue();
        assertThat(tenants.callAsOperator(() -> outbox.resend(email().id()))).isFalse();
    }

    @Test
    void an_email_that_cannot_be_sent_is_opened_once() {
        sender.setConfigured(false);
        assertThat(open()).as("while it waits").isEmpty();
        sendNext();
        assertThat(email().hasBody()).isTrue();

        assertThat(open()).contains("A secret link");

        assertThat(open()).isEmpty();
        assertThat(email().hasBody()).isFalse();
        assertThat(tenants.callAsOperator(() -> outbox.resend(email().id()))).isFalse();
    }

    @Test
    void emails_are_found_by_recipient_and_subject_and_deleted_after_thirty_days() {
        assertThat(find("ANN@")).isPresent();
        assertThat(find("hell")).isPresent();
        assertThat(find("%")).isEmpty();

        clock.tick(Duration.ofDays(31));
        tenants.callAsOperator(() -> {
            outbox.deleteOld();
            return true;
        });
        assertThat(find("")).isEmpty();
    }

    private Optional<String> open() {
        return tenants.callAsOperator(() -> outbox.open(email().id()));
    }

    private boolean sendNext() {
        return tenants.callAsOperator(outbox::sendNext);
    }

    private QueuedEmail email() {
        return find("").orElseThrow();
    }

    private Optional<QueuedEmail> find(String text) {
        return tenants.callAsOperator(() -> outbox.listEmails(text, Optional.empty(), 10)).stream()
                .findFirst()
                .flatMap(found -> tenants.callAsOperator(() -> outbox.findEmail(found.id())));
    }
}
