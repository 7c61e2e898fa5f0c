package com.engram.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.engram.mail.Email;
import com.engram.mail.EmailNotDeliveredException;
import com.engram.mail.EmailSender.SendResult;
import com.engram.testing.PausedServer;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Against a real SMTP server. */
@Execution(ExecutionMode.CONCURRENT)
class SmtpEmailSenderTest {

    private final GreenMail server = new GreenMail(new ServerSetup(0, null, ServerSetup.PROTOCOL_SMTP));

    private static final Email EMAIL =
            new Email("ann@example.com", "Grüße\r\nBcc: eve@example.com", "Öffne: http://x\n");

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void an_email_arrives_as_it_was_queued() throws Exception {
        assertThat(sender(false).send(EMAIL)).isEqualTo(SendResult.SENT);
        MimeMessage message = server.getReceivedMessages()[0];
        assertThat(message.getContent().toString().strip()).isEqualTo("Öffne: http://x");
        assertThat(message.getFrom()[0]).hasToString("Engram <post@example.com>");
        assertThat(message.getRecipients(Message.RecipientType.TO)[0]).hasToString("ann@example.com");
    }

    @Test
    void a_subject_cannot_add_a_header() throws Exception {
        sender(false).send(EMAIL);
        MimeMessage message = server.getReceivedMessages()[0];
        assertThat(message.getSubject()).isEqualTo("Grüße Bcc: eve@example.com");
        assertThat(message.getHeader("Bcc")).isNull();
    }

    @Test
    void a_server_without_encryption_gets_nothing_unless_the_operator_allows_it() {
        assertThatThrownBy(() -> sender(true).send(EMAIL)).isInstanceOf(EmailNotDeliveredException.class);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void a_server_that_hangs_fails_an_email_within_ten_seconds() throws Exception {
        try (PausedServer paused = new PausedServer()) {
            long started = System.nanoTime();

            assertThatThrownBy(() -> sender(false, paused.port()).send(EMAIL))
                    .isInstanceOf(EmailNotDeliveredException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
        }
    }

    private SmtpEmailSender sender(boolean startTls) {
        return sender(startTls, server.getSmtp().getPort());
    }

    private static SmtpEmailSender sender(boolean startTls, int port) {
        return new SmtpEmailSender(new SmtpSettings(
                Optional.of("127.0.0.1"),
                port,
                Optional.empty(),
                Optional.empty(),
                "Engram <post@example.com>",
                startTls));
    }
}
