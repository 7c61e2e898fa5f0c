package com.engram.people.signup;

import com.engram.database.Database;
import com.engram.language.Message;
import com.engram.people.DisplayName;
import com.engram.people.EmailAddress;
import com.engram.people.Person;
import com.engram.people.credentials.Passwords;
import com.engram.people.credentials.SecretToken;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Registers new people, in the scope of the tenant that they will join. */
@ApplicationScoped
@Transactional
public class RegisterPerson {

    private static final int UNGUESSABLE = 43;

    private final EntityManager entities;
    private final Database database;
    private final Passwords passwords;
    private final Clock clock;

    @Inject
    RegisterPerson(EntityManager entities, Database database, Passwords passwords, Clock clock) {
        this.entities = entities;
        this.database = database;
        this.passwords = passwords;
        this.clock = clock;
    }

    /** The result of a registration. */
    public sealed interface Result {}

    /** The person is registered, and not a member of any tenant yet. */
    public record Admitted(UUID person) implements Result {}

    /** A field is not valid: its name, and what is wrong with it. */
    public record InvalidField(String field, Message why) implements Result {}

    /** The first invalid field; does not check whether the email address is known. */
    Optional<InvalidField> faultOf(String name, String address, String password) {
        if (DisplayName.parse(name).isEmpty()) {
            return Optional.of(new InvalidField("name", Message.of("invalid.name")));
        }
        Optional<EmailAddress> email = EmailAddress.parse(address);
        return email.isEmpty()
                ? Optional.of(new InvalidField("email", Message.of("invalid.email")))
                : passwords.weakness(password, email.get().value()).map(why -> new InvalidField("password", why));
    }

    /** Registers a new person with an email address and a password. */
    public Result admit(String name, String address, String password) {
        Optional<InvalidField> fault = faultOf(name, address, password);
        // Hashing comes before the first query, so that no connection is held meanwhile and a known address takes as
        // long.
        return fault.isPresent() ? fault.get() : admitHashed(name, address, hash(password));
    }

    /** Registers a new person whose password is already hashed. */
    public Result admit(String name, String address, String password, String passwordHash) {
        Optional<InvalidField> fault = faultOf(name, address, password);
        return fault.isPresent() ? fault.get() : admitHashed(name, address, passwordHash);
    }

    /** Hashes a password. Call it before a transaction uses the database. */
    public String hash(String password) {
        return passwords.hash(password);
    }

    /** Registers a person with a hashed password. */
    Result admitHashed(String name, String address, String passwordHash) {
        EmailAddress email = EmailAddress.parse(address).orElseThrow();
        if (findPerson(email.value()).isPresent()) {
            return new InvalidField("email", Message.of("invalid.email.taken"));
        }
        UUID id = UuidCreator.getTimeOrderedEpoch();
        entities.persist(new Person(id, email.value(), name.strip(), passwordHash, clock.instant()));
        entities.flush();
        return new Admitted(id);
    }

    /** Registers a person whom a sign-on provider has authenticated. The password is random; they can reset it by email. */
    public UUID admitWithoutPassword(String name, EmailAddress email) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        String known = DisplayName.repair(name).map(DisplayName::value).orElse(email.value());
        entities.persist(
                new Person(id, email.value(), known, passwords.hash(SecretToken.random(UNGUESSABLE)), clock.instant()));
        entities.flush();
        return id;
    }

    /** The person with an email address, in any tenant. */
    public Optional<UUID> findPerson(String email) {
        return database.sql("select person_id from find_login(:email) limit 1")
                .bind("email", email)
                .find(UUID.class);
    }
}
