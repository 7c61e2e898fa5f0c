package com.engram.mail.smtp;

import com.engram.mail.Email;
import com.engram.mail.EmailNotDeliveredException;
import com.engram.mail.EmailSender;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

/** Posts letters to a mail server. */
final class SmtpEmailSender implements EmailSender {

    private final SmtpSettings settings;

    SmtpEmailSender(SmtpSettings settings) {
        this.settings = settings;
    }

    @Override
    public Handover take(Email letter) {
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
            throw new EmailNotDeliveredException("The mail server refused: " + e.getMessage(), e);
        }
    }

    private MimeMessage message(Session session, Email letter) throws MessagingException {
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
