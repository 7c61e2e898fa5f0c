package com.engram.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/** The people whom the scope may see. */
@ApplicationScoped
@Transactional
public class People {

    @PersistenceContext(unitName = "engram")
    private EntityManager entities;

    /** Name and address of a person. */
    public record Profile(String name, String email) {}

    /** Who a person is, if they belong to the entered tenant. */
    public Optional<Profile> findProfile(UUID person) {
        return Optional.ofNullable(entities.find(Person.class, person))
                .map(found -> new Profile(found.name(), found.email()));
    }
}
