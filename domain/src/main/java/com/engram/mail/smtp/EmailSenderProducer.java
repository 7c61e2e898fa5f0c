package com.engram.mail.smtp;

import com.engram.mail.Email;
import com.engram.mail.EmailSender;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.logging.Logger;

/** Provides the mail server if one is configured, and otherwise leaves emails in the operator's outbox. */
@ApplicationScoped
class EmailSenderProducer {

    private static final Logger LOG = Logger.getLogger(EmailSenderProducer.class.getName());

    @Produces
    @ApplicationScoped
    EmailSender emailSender(SmtpSettings settings) {
        return settings.host().isPresent() ? new SmtpEmailSender(settings) : EmailSenderProducer::keepInOutbox;
    }

    /** The body is never logged: a link in it may give access to an account. */
    private static EmailSender.SendResult keepInOutbox(Email email) {
        LOG.info(() -> "No mail server is configured (engram.mail.host). An operator can open this email once in the"
                + " console, under Letters: to " + email.to() + ", \"" + email.subject() + "\"");
        return EmailSender.SendResult.KEPT;
    }
}
