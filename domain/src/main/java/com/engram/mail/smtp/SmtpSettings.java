package com.engram.mail.smtp;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The settings of the mail server. Without a host, emails stay in the outbox. */
@Dependent
class SmtpSettings {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    /** The limit of each answer. Sending holds a row of the outbox meanwhile. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(7);

    private final Optional<String> host;
    private final int port;
    private final Optional<String> user;
    private final Optional<String> password;
    private final String from;
    private final boolean startTls;

    @Inject
    SmtpSettings(
            @ConfigProperty(name = "engram.mail.host") Optional<String> host,
            @ConfigProperty(name = "engram.mail.port", defaultValue = "587") int port,
            @ConfigProperty(name = "engram.mail.user") Optional<String> user,
            @ConfigProperty(name = "engram.mail.password") Optional<String> password,
            @ConfigProperty(name = "engram.mail.from", defaultValue = "Engram <no-reply@localhost>") String from,
            @ConfigProperty(name = "engram.mail.startTls", defaultValue = "true") boolean startTls) {
        this.host = host;
        this.port = port;
        this.user = user;
        this.password = password;
        this.from = from;
        this.startTls = startTls;
    }

    Optional<String> host() {
        return host;
    }

    Optional<String> user() {
        return user;
    }

    String password() {
        return password.orElse("");
    }

    String from() {
        return from;
    }

    /** The properties of Jakarta Mail. Encryption is either required or off; there is no fallback to plain text. */
    Properties properties() {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "mail.transport.protocol",
                "smtp",
                "mail.smtp.host",
                host.orElse(""),
                "mail.smtp.port",
                Integer.toString(port),
                "mail.smtp.auth",
                Boolean.toString(user.isPresent()),
                "mail.smtp.starttls.enable",
                Boolean.toString(startTls),
                "mail.smtp.starttls.required",
                Boolean.toString(startTls),
                "mail.smtp.ssl.checkserveridentity",
                "true",
                "mail.smtp.connectiontimeout",
                Long.toString(CONNECT_TIMEOUT.toMillis()),
                "mail.smtp.timeout",
                Long.toString(ANSWER_TIMEOUT.toMillis()),
                "mail.smtp.writetimeout",
                Long.toString(ANSWER_TIMEOUT.toMillis())));
        return properties;
    }
}
