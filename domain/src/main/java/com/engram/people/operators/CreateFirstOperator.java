package com.engram.people.operators;

import com.engram.database.Database;
import com.engram.people.OperatorRole;
import com.engram.people.credentials.Passwords;
import com.engram.people.credentials.SecretToken;
import com.engram.people.keys.ApiKeyText;
import com.engram.tenancy.AsOperator;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Locale;

/** Creates the first operator, an administrator, with the credentials in the configuration. */
@AsOperator
@ApplicationScoped
public class CreateFirstOperator {

    private final Database database;
    private final Passwords passwords;
    private final Clock clock;

    @Inject
    CreateFirstOperator(Database database, Passwords passwords, Clock clock) {
        this.database = database;
        this.passwords = passwords;
        this.clock = clock;
    }

    /**
     * Creates the operator unless there is one already.
     *
     * @param key of the form {@code eng_live_<8>_<secret>}
     * @throws IllegalArgumentException if the key has another form
     */
    @Transactional
    public void ensure(String email, String password, String key) {
        ApiKeyText text = ApiKeyText.parse(key)
                .orElseThrow(() -> new IllegalArgumentException(
                        "engram.operator.apiKey must have the form eng_live_<8 characters>_<secret>"));
        if (database.sql("select exists (select from operator)").get(Boolean.class)) {
            return;
        }
        database.sql("""
            insert into operator (id, email, role, password_hash, key_prefix, key_secret_hash, created_at)
            values (:id, :email, :role, :hash, :prefix, :secret, :now) on conflict do nothing
            """)
                .bind("id", UuidCreator.getTimeOrderedEpoch())
                .bind("email", email.toLowerCase(Locale.ROOT))
                .bind("role", OperatorRole.ADMINISTRATOR.code())
                .bind("hash", passwords.hash(password))
                .bind("prefix", text.prefix())
                .bind("secret", SecretToken.hash(text.secret()))
                .bind("now", clock.instant())
                .update();
    }
}
