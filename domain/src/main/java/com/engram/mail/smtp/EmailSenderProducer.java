package com.engram.mail.smtp;

import com.engram.mail.Email;
import com.engram.mail.EmailSender;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.logging.Logger;

/** Chooses the mail server if one is configured, else the log. */
@ApplicationScoped
class EmailSenderProducer {

    private static final Logger LOG = Logger.getLogger(EmailSenderProducer.class.getName());

    @Produces
    @ApplicationScoped
    EmailSender post(SmtpSettings settings) {
        return settings.host().isPresent() ? new SmtpEmailSender(settings) : EmailSenderProducer::keep;
    }

    private static EmailSender.Handover keep(Email letter) {
        LOG.info(() -> "No mail server is configured (engram.mail.host), so this stays in the operator's outbox: to "
                + letter.to() + ", \"" + letter.subject() + "\"\n" + letter.body());
        return EmailSender.Handover.KEPT;
    }
}
