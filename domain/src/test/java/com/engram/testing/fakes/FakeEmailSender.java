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

    /** The emails that were sent, the oldest first. */
    public List<Email> sent() {
        return List.copyOf(sent);
    }

    /** Refuses every email from now on, or accepts them again. */
    public void setDown(boolean down) {
        this.down = down;
    }

    @Override
    public SendResult send(Email email) {
        if (down) {
            throw new EmailNotDeliveredException("The mail server is down", new IllegalStateException());
        }
        sent.add(email);
        return SendResult.SENT;
    }
}
