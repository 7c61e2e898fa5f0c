package com.engram.it;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the audit log from the database. */
final class AuditRows {

    private AuditRows() {}

    /** The entries whose subject contains a text. */
    static List<String> of(String subject) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection owner = TestEnvironment.asOwner();
                PreparedStatement find = owner.prepareStatement(
                        "select actor_kind, actor, action, subject, ip_address from audit_event where subject like ?"
                                + " order by occurred_at")) {
            find.setString(1, "%" + subject + "%");
            try (ResultSet found = find.executeQuery()) {
                while (found.next()) {
                    lines.add(String.join(
                            " ",
                            found.getString(1),
                            found.getString(2),
                            found.getString(3),
                            found.getString(4),
                            found.getString(5)));
                }
            }
        }
        return lines;
    }
}
