package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The emails that the server has queued. */
final class TestOutbox {

    private static final Pattern LINK = Pattern.compile("https?://[^/\\s]+(/\\S+)");

    private TestOutbox() {}

    /** The path of the link in the newest email to an address. Waits until there is one. */
    static String linkTo(String email) throws SQLException, InterruptedException {
        return Awaitility.await("a link to " + email)
                .until(() -> LINK.matcher(newest(email)), Matcher::find)
                .group(1);
    }

    /** Waits until the outbox holds this number of emails to an address. */
    static void await(String email, int emails) throws SQLException, InterruptedException {
        Awaitility.await().untilAsserted(() -> assertThat(count(email)).isEqualTo(emails));
    }

    static int count(String email) throws SQLException {
        try (Connection owner = TestEnvironment.asOwner();
                PreparedStatement find =
                        owner.prepareStatement("select count(*) from outbox_email where recipient = ?")) {
            find.setString(1, email);
            try (ResultSet found = find.executeQuery()) {
                found.next();
                return found.getInt(1);
            }
        }
    }

    /** The body of the newest email to an address. Waits until there is one with a link. */
    static String bodyTo(String email) throws SQLException, InterruptedException {
        linkTo(email);
        return newest(email);
    }

    private static String newest(String email) throws SQLException {
        try (Connection owner = TestEnvironment.asOwner();
                PreparedStatement find = owner.prepareStatement(
                        "select body from outbox_email where recipient = ? order by created_at desc limit 1")) {
            find.setString(1, email);
            try (ResultSet found = find.executeQuery()) {
                return found.next() ? found.getString(1) : "";
            }
        }
    }
}
