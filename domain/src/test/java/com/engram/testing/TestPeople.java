package com.engram.testing;

import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/** Adds people to accounts for tests. They have no password that anybody knows. */
@ApplicationScoped
public class TestPeople {

    /**
     * Adds a person to an account.
     *
     * @param role {@code owner}, {@code admin}, {@code member} or {@code viewer}
     */
    public UUID add(TenantId tenant, String email, String role) {
        UUID person = UUID.randomUUID();
        update("insert into person values (?, ?, 'A person', 'no hash', now())", person, email);
        join(tenant, person, role);
        return person;
    }

    /** Makes a person a member of a further account. */
    public void join(TenantId tenant, UUID person, String role) {
        update("insert into membership values (gen_random_uuid(), ?, ?, ?, now())", tenant.value(), person, role);
    }

    private static void update(String sql, Object... parameters) {
        try (Connection owner = TestDatabase.asOwner();
                PreparedStatement insert = owner.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                insert.setObject(i + 1, parameters[i]);
            }
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
