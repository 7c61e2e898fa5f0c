package com.engram.people.operators;

import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.people.OperatorRole;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.AsOperator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The operators of the installation and their roles. There is always an administrator. A new role holds from the
 * operator's next request on, because each request reads it.
 */
@AsOperator
@ApplicationScoped
@Transactional
public class Operators {

    private static final Refusal LAST_ADMINISTRATOR = new Refusal(
            RefusalReason.LAST_ADMINISTRATOR,
            "This is the only administrator. Make somebody else an administrator first.");

    private final Database database;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    Operators(Database database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * An operator.
     *
     * @param hasAuthenticator whether an authenticator app is set up, which happens at the first sign-in
     * @param hasKey whether the installation's API key is this operator's
     */
    public record Operator(
            UUID id,
            String email,
            String role,
            boolean hasAuthenticator,
            boolean hasKey,
            Instant createdAt,
            Optional<Instant> lastSignInAt) {

        /** Whether the operator may do everything. */
        public boolean isAdministrator() {
            return role.equals(OperatorRole.ADMINISTRATOR.code());
        }
    }

    /** All operators, administrators first, then by email address. */
    public List<Operator> listOperators() {
        return database.sql("""
            select id, email, role, totp_confirmed_at is not null as has_authenticator,
              key_prefix is not null as has_key, created_at, last_sign_in_at
            from operator order by array_position(array['administrator', 'billing', 'support'], role), email
            """).list(Operator.class);
    }

    /** The operator with that id. */
    public Optional<Operator> find(UUID id) {
        return listOperators().stream()
                .filter(operator -> operator.id().equals(id))
                .findFirst();
    }

    /** Changes an operator's role; refused if no administrator would be left. */
    public Optional<Refusal> changeRole(UUID id, OperatorRole role) {
        lockAdministrators();
        Optional<Operator> operator = find(id);
        if (operator.filter(found -> role != OperatorRole.ADMINISTRATOR && isLastAdministrator(found))
                .isPresent()) {
            return Optional.of(LAST_ADMINISTRATOR);
        }
        operator.filter(found -> !found.role().equals(role.code())).ifPresent(found -> {
            database.sql("update operator set role = :role where id = :id")
                    .bind("role", role.code())
                    .bind("id", id)
                    .update();
            audit.record("operator.role-changed", found.email() + " from " + found.role() + " to " + role.code());
        });
        return Optional.empty();
    }

    /**
     * Removes an operator and ends their sessions; refused if no administrator would be left. The installation's API key
     * goes on to work: it passes to the operator who removes its holder.
     *
     * @param by the operator who removes the other one, or themselves
     */
    public Optional<Refusal> remove(UUID id, UUID by) {
        lockAdministrators();
        Optional<Operator> operator = find(id);
        if (operator.filter(this::isLastAdministrator).isPresent()) {
            return Optional.of(LAST_ADMINISTRATOR);
        }
        operator.ifPresent(found -> {
            database.sql("insert into former_operator (id, email, removed_at) values (:id, :email, :now)")
                    .bind("id", id)
                    .bind("email", found.email())
                    .bind("now", clock.instant())
                    .update();
            if (found.hasKey()) {
                passKeyOn(id, by);
            }
            database.sql("delete from operator where id = :id").bind("id", id).update();
            audit.record("operator.removed", found.email());
        });
        return Optional.empty();
    }

    /**
     * Makes an operator set up an authenticator app again at the next sign-in, and ends their sessions; for a lost phone.
     * False if there is no such operator.
     */
    public boolean resetAuthenticator(UUID id) {
        Optional<Operator> operator = find(id);
        operator.ifPresent(found -> {
            database.sql("update operator set totp_secret = null, totp_confirmed_at = null where id = :id")
                    .bind("id", id)
                    .update();
            database.sql("delete from operator_session where operator_id = :id")
                    .bind("id", id)
                    .update();
            audit.record("operator.authenticator-reset", found.email());
        });
        return operator.isPresent();
    }

    /** Passes the key to the remover; to the oldest administrator if the holder leaves. */
    private void passKeyOn(UUID from, UUID by) {
        KeyRow key = database.sql(
                        "select key_prefix as prefix, key_secret_hash as secret_hash from operator where id = :id")
                .bind("id", from)
                .get(KeyRow.class);
        database.sql("update operator set key_prefix = null, key_secret_hash = null where id = :id")
                .bind("id", from)
                .update();
        database.sql("""
            update operator set key_prefix = :prefix, key_secret_hash = :hash
            where id = (select id from operator where id <> :from and key_prefix is null
              order by id = :by desc, role = 'administrator' desc, created_at limit 1)
            """)
                .bind("prefix", key.prefix())
                .bind("hash", key.secretHash())
                .bind("from", from)
                .bind("by", by)
                .update();
    }

    @SuppressWarnings("ArrayRecordComponent") // read and written again, never compared
    private record KeyRow(String prefix, byte[] secretHash) {}

    /** Locked in one order, so that two administrators cannot demote each other at the same moment. */
    private void lockAdministrators() {
        database.sql("select id from operator where role = 'administrator' order by id for update")
                .list(UUID.class);
    }

    private boolean isLastAdministrator(Operator operator) {
        return operator.isAdministrator()
                && listOperators().stream().filter(Operator::isAdministrator).count() == 1;
    }
}
