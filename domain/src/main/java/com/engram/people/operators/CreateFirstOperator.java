package com.engram.people.operators;

import com.engram.people.credentials.Passwords;
import com.engram.people.credentials.SecretToken;
import com.engram.people.keys.ApiKeyText;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Locale;

/** Makes the first operator, whose credentials the installation was given. Runs in the operator's scope. */
@ApplicationScoped
public class CreateFirstOperator {

    private final EntityManager entities;
    private final Passwords passwords;
    private final Clock clock;

    @Inject
    CreateFirstOperator(EntityManager entities, Passwords passwords, Clock clock) {
        this.entities = entities;
        this.passwords = passwords;
        this.clock = clock;
    }

    /**
     * Makes the operator unless there is one already.
     *
     * @param key of the form {@code eng_live_<8>_<secret>}
     * @throws IllegalArgumentException if the key is of another form
     */
    @Transactional
    public void ensure(String email, String password, String key) {
        ApiKeyText text = ApiKeyText.parse(key)
                .orElseThrow(() -> new IllegalArgumentException(
                        "engram.operator.apiKey is not of the form eng_live_<8 letters>_<secret>"));
        Number operators = (Number)
                entities.createNativeQuery("select count(*) from operator").getSingleResult();
        if (operators.intValue() > 0) {
            return;
        }
        entities.createNativeQuery("""
                        insert into operator (id, email, password_hash, key_prefix, key_secret_hash, created_at)
                        values (:id, :email, :hash, :prefix, :secret, :now) on conflict do nothing
                        """)
                .setParameter("id", UuidCreator.getTimeOrderedEpoch())
                .setParameter("email", email.toLowerCase(Locale.ROOT))
                .setParameter("hash", passwords.hash(password))
                .setParameter("prefix", text.prefix())
                .setParameter("secret", SecretToken.hash(text.secret()))
                .setParameter("now", clock.instant())
                .executeUpdate();
    }
}
