package com.engram.people;

import com.engram.language.Language;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/** The people whom the current scope can see. */
@ApplicationScoped
@Transactional
public class People {

    private final EntityManager entities;

    @Inject
    People(EntityManager entities) {
        this.entities = entities;
    }

    /** Name and email address of a person. */
    public record Profile(String name, String email) {}

    /** The language that a person of the current tenant has chosen; empty if they have not. */
    public Optional<Language> findLanguage(UUID person) {
        return Optional.ofNullable(entities.find(Person.class, person)).flatMap(Person::language);
    }

    /** Keeps the language that a person of the current tenant has chosen, for pages and emails. */
    public void chooseLanguage(UUID person, Language language) {
        entities.createQuery("update Person set language = :language where id = :person")
                .setParameter("language", language.code())
                .setParameter("person", person)
                .executeUpdate();
    }

    /** Keeps a person's language unless they have chosen one before. */
    public void suggestLanguage(UUID person, Language language) {
        if (findLanguage(person).isEmpty()) {
            chooseLanguage(person, language);
        }
    }

    /** A person of the current tenant; empty if they are not a member. */
    public Optional<Profile> findProfile(UUID person) {
        return Optional.ofNullable(entities.find(Person.class, person))
                .map(found -> new Profile(found.name(), found.email()));
    }
}
