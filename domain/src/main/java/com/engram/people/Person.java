package com.engram.people;

import com.engram.language.Language;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person with an email address and a password, who is a member of one or more tenants. */
@Entity
public class Person {

    @Id
    private UUID id;

    private String email;
    private String name;
    private String passwordHash;
    private Instant createdAt;
    private @Nullable String language;

    @SuppressWarnings("NullAway.Init")
    protected Person() {}

    public Person(UUID id, String email, String name, String passwordHash, Instant createdAt) {
        this.id = id;
        this.email = email;
        this.name = name;
        this.passwordHash = passwordHash;
        this.createdAt = createdAt;
    }

    UUID id() {
        return id;
    }

    String email() {
        return email;
    }

    Optional<Language> language() {
        return Optional.ofNullable(language).flatMap(Language::find);
    }

    String name() {
        return name;
    }
}
