package com.engram.mail.smtp;

import com.engram.mail.Letter;
import com.engram.mail.Post;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.logging.Logger;

/** Chooses the mail server if one is configured, else the log. */
@ApplicationScoped
class PostOffice {

    private static final Logger LOG = Logger.getLogger(PostOffice.class.getName());

    @Produces
    @ApplicationScoped
    Post post(MailSettings settings) {
        return settings.host().isPresent() ? new SmtpPost(settings) : PostOffice::keep;
    }

    private static Post.Handover keep(Letter letter) {
        LOG.info(() -> "No mail server is configured (engram.mail.host), so this stays in the operator's outbox: to "
                + letter.to() + ", \"" + letter.subject() + "\"\n" + letter.body());
        return Post.Handover.KEPT;
    }
}
