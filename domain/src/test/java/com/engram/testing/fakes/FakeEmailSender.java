package com.engram.testing.fakes;

import com.engram.mail.Email;
import com.engram.mail.EmailNotDeliveredException;
import com.engram.mail.EmailSender;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records the emails that were sent. */
@ApplicationScoped
public class FakeEmailSender implements EmailSender {

    private final List<Email> sent = new CopyOnWriteArrayList<>();
    private volatile boolean down;
    private volatile boolean configured = true;

    /** The emails that were sent, the oldest first. */
    public List<Email> sent() {
        return List.copyOf(sent);
    }

    /** Refuses every email from now on, or accepts them again. */
    public void setDown(boolean down) {
        this.down = down;
    }

    /** Sets whether a mail server is configured. Without one, emails stay in the outbox. */
    public void setConfigured(boolean configured) {
        this.configured = configured;
    }

    @Override
    public SendResult send(Email email) {
        if (down) {
            throw new EmailNotDeliveredException("The mail server is down", new IllegalStateException());
        }
        if (!configured) {
            return SendResult.KEPT;
        }
        sent.add(email);
        return SendResult.SENT;
    }
}
