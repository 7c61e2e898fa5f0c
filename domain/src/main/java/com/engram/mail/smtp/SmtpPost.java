package com.engram.mail.smtp;

import com.engram.mail.Letter;
import com.engram.mail.Post;
import com.engram.mail.UndeliveredException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

/** Posts letters to a mail server. */
final class SmtpPost implements Post {

    private final MailSettings settings;

    SmtpPost(MailSettings settings) {
        this.settings = settings;
    }

    @Override
    public Handover take(Letter letter) {
        Session session = Session.getInstance(settings.properties());
        try (Transport transport = session.getTransport()) {
            MimeMessage message = message(session, letter);
            if (settings.user().isPresent()) {
                transport.connect(settings.user().get(), settings.password());
            } else {
                transport.connect();
            }
            transport.sendMessage(message, message.getAllRecipients());
            return Handover.SENT;
        } catch (MessagingException e) {
            throw new UndeliveredException("The mail server refused: " + e.getMessage(), e);
        }
    }

    private MimeMessage message(Session session, Letter letter) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(settings.from()));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(letter.to(), true));
        message.setSubject(letter.subject().replaceAll("\\s+", " "), "UTF-8");
        message.setText(letter.body(), "UTF-8");
        message.setHeader("Auto-Submitted", "auto-generated");
        message.saveChanges();
        return message;
    }
}
