package com.engram.launcher.doctor;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.util.List;
import java.util.Properties;

/** Connects to the mail server with the server's settings and signs in, without sending anything. */
record MailServerCheck(Installation installation) implements Check {

    private static final String TIMEOUT_MILLIS = "5000";

    @Override
    public String name() {
        return "mail server";
    }

    @Override
    public List<Finding> run() {
        return List.of(installation.find("ENGRAM_MAIL_HOST").map(this::connect).orElseGet(this::withoutServer));
    }

    private Finding withoutServer() {
        return installation.isLocal()
                ? Finding.skipped(name(), "None is configured; emails stay in the operator's outbox.")
                : Finding.warning(
                        name(),
                        "None is configured, so nobody gets an email.",
                        "Set engram.mail.host and .from; until then emails stay in the operator's outbox.");
    }

    private Finding connect(String host) {
        boolean isEncrypted =
                !installation.settings().get("ENGRAM_MAIL_STARTTLS").equals("false");
        int port = installation.find("ENGRAM_MAIL_PORT").map(Integer::parseInt).orElse(587);
        String where = host + ":" + port;
        try (Transport transport = Session.getInstance(properties(isEncrypted)).getTransport("smtp")) {
            transport.connect(
                    host,
                    port,
                    installation.find("ENGRAM_MAIL_USER").orElse(null),
                    installation.find("ENGRAM_MAIL_PASSWORD").orElse(null));
            return isEncrypted
                    ? Finding.ok(name(), where + " accepts the connection, encrypted.")
                    : Finding.warning(
                            name(), where + " is used without encryption.", "Remove engram.mail.startTls=false.");
        } catch (AuthenticationFailedException e) {
            return Finding.failed(
                    name(), where + " refuses the credentials.", "Check engram.mail.user and engram.mail.password.");
        } catch (MessagingException e) {
            return Finding.failed(
                    name(),
                    where + ": " + e.getMessage(),
                    "Check engram.mail.host and .port, the firewall, and whether the server offers STARTTLS.");
        }
    }

    private Properties properties(boolean isEncrypted) {
        Properties properties = new Properties();
        properties.setProperty(
                "mail.smtp.auth",
                String.valueOf(installation.find("ENGRAM_MAIL_USER").isPresent()));
        properties.setProperty("mail.smtp.starttls.enable", String.valueOf(isEncrypted));
        properties.setProperty("mail.smtp.starttls.required", String.valueOf(isEncrypted));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
        properties.setProperty("mail.smtp.timeout", TIMEOUT_MILLIS);
        return properties;
    }
}
