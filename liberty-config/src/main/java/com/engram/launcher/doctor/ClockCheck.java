package com.engram.launcher.doctor;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Compares the clock with those of other machines that the installation uses anyway: the database, and the {@code Date} of the
 * object store and of Stripe. Without any, it asks the machine whether it synchronises its clock.
 */
record ClockCheck(Installation installation) implements Check {

    /** Codes of authenticator apps change every 30 seconds, and one before and after is accepted. */
    private static final Duration TOLERABLE = Duration.ofSeconds(15);

    /** Signatures of S3 and Stripe are refused beyond five minutes. */
    private static final Duration BEARABLE = Duration.ofMinutes(4);

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public List<Finding> run() throws InterruptedException {
        for (Map.Entry<String, String> other : others().entrySet()) {
            Optional<Duration> difference = other.getValue().startsWith("jdbc:")
                    ? differenceToDatabase(other.getValue())
                    : differenceTo(other.getValue());
            if (difference.isPresent()) {
                return List.of(compared(difference.get(), other.getKey()));
            }
        }
        return List.of(synchronised());
    }

    private Map<String, String> others() {
        Map<String, String> others = new LinkedHashMap<>();
        installation
                .find("ENGRAM_DATABASE_URL")
                .filter(url -> !Installation.isThisMachine(
                        URI.create(url.substring("jdbc:".length())).getHost()))
                .ifPresent(url -> others.put("the database", url));
        installation
                .find("ENGRAM_STORAGE_ENDPOINT")
                .or(() -> installation
                        .find("ENGRAM_STORAGE_REGION")
                        .map(region -> "https://s3." + region + ".amazonaws.com"))
                .filter(url -> !Installation.isThisMachine(URI.create(url).getHost()))
                .ifPresent(url -> others.put("the object store", url));
        installation
                .find("ENGRAM_STRIPE_SECRETKEY")
                .ifPresent(key -> others.put("Stripe", StripeCheck.address(installation)));
        return others;
    }

    private Optional<Duration> differenceToDatabase(String url) {
        try (Connection server = DatabaseCheck.connect(installation, url);
                Statement statement = server.createStatement();
                ResultSet time = statement.executeQuery("select clock_timestamp()")) {
            time.next();
            return Optional.of(Duration.between(time.getTimestamp(1).toInstant(), Instant.now()));
        } catch (SQLException e) {
            // The check of the database says so.
            return Optional.empty();
        }
    }

    private static Optional<Duration> differenceTo(String url) throws InterruptedException {
        try {
            return Http.send("HEAD", url, Map.of())
                    .headers()
                    .firstValue("Date")
                    .map(date -> Duration.between(
                            ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant(),
                            Instant.now()));
        } catch (IOException | DateTimeParseException e) {
            // The check of that service says so, or it has no clock.
            return Optional.empty();
        }
    }

    /** What a difference means; it is positive if this machine's clock is fast. */
    Finding compared(Duration difference, String other) {
        long seconds = Math.abs(difference.toSeconds());
        String found =
                "It is %d s %s that of %s.".formatted(seconds, difference.isNegative() ? "behind" : "ahead of", other);
        String advice = "Synchronise the clock, for example with systemd-timesyncd or chrony.";
        if (seconds >= BEARABLE.toSeconds()) {
            return Finding.failed(name(), found, advice);
        }
        return seconds >= TOLERABLE.toSeconds()
                ? Finding.warning(name(), found, advice)
                : Finding.ok(name(), "It agrees with that of " + other + ".");
    }

    private Finding synchronised() throws InterruptedException {
        try {
            Process asked = new ProcessBuilder("timedatectl", "show", "--property=NTPSynchronized", "--value")
                    .redirectErrorStream(true)
                    .start();
            if (asked.waitFor(5, TimeUnit.SECONDS) && asked.exitValue() == 0) {
                String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
                return answer.equals("yes")
                        ? Finding.ok(name(), "The system synchronises it.")
                        : Finding.warning(
                                name(),
                                "The system does not synchronise it.",
                                "Synchronise the clock, for example with systemd-timesyncd or chrony.");
            }
            asked.destroy();
        } catch (IOException e) {
            return unknown();
        }
        return unknown();
    }

    private Finding unknown() {
        return Finding.skipped(name(), "Nothing beyond this machine answers whose clock could be compared.");
    }
}
