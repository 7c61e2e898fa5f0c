package com.engram.people;

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

    /** A person of the current tenant; empty if they are not a member. */
    public Optional<Profile> findProfile(UUID person) {
        return Optional.ofNullable(entities.find(Person.class, person))
                .map(found -> new Profile(found.name(), found.email()));
    }
}
