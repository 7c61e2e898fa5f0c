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

/** Sends emails over SMTP. */
final class SmtpEmailSender implements EmailSender {

    private final SmtpSettings settings;

    SmtpEmailSender(SmtpSettings settings) {
        this.settings = settings;
    }

    @Override
    public SendResult send(Email email) {
        Session session = Session.getInstance(settings.properties());
        try (Transport transport = session.getTransport()) {
            MimeMessage message = message(session, email);
            if (settings.user().isPresent()) {
                transport.connect(settings.user().get(), settings.password());
            } else {
                transport.connect();
            }
            transport.sendMessage(message, message.getAllRecipients());
            return SendResult.SENT;
        } catch (MessagingException e) {
            throw new EmailNotDeliveredException("The mail server did not accept the email: " + e.getMessage(), e);
        }
    }

    private MimeMessage message(Session session, Email email) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(settings.from()));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(email.to(), true));
        message.setSubject(email.subject().replaceAll("\\s+", " "), "UTF-8");
        message.setText(email.body(), "UTF-8");
        message.setHeader("Auto-Submitted", "auto-generated");
        message.saveChanges();
        return message;
    }
}
