package com.engram.mail.smtp;

import com.engram.mail.Email;
import com.engram.mail.EmailSender;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.logging.Logger;

/** Provides the mail server if one is configured, and otherwise writes emails to the log. */
@ApplicationScoped
class EmailSenderProducer {

    private static final Logger LOG = Logger.getLogger(EmailSenderProducer.class.getName());

    @Produces
    @ApplicationScoped
    EmailSender emailSender(SmtpSettings settings) {
        return settings.host().isPresent() ? new SmtpEmailSender(settings) : EmailSenderProducer::keepInOutbox;
    }

    private static EmailSender.SendResult keepInOutbox(Email email) {
        LOG.info(() ->
                "No mail server is configured (engram.mail.host), so this email stays in the operator's outbox: to "
                        + email.to() + ", \"" + email.subject() + "\"\n" + email.body());
        return EmailSender.SendResult.KEPT;
    }
}
