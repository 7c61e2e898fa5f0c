package com.engram.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/** The people whom the scope may see. */
@ApplicationScoped
@Transactional
public class People {

    private final EntityManager entities;

    @Inject
    People(EntityManager entities) {
        this.entities = entities;
    }

    /** Name and address of a person. */
    public record Profile(String name, String email) {}

    /** Who a person is, if they belong to the entered tenant. */
    public Optional<Profile> findProfile(UUID person) {
        return Optional.ofNullable(entities.find(Person.class, person))
                .map(found -> new Profile(found.name(), found.email()));
    }
}
