package com.engram.people.members;

import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.people.credentials.SecretToken;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The open invitations of the current tenant, and the tenant of a token. */
@ApplicationScoped
@Transactional
public class Invitations {

    private final EntityManager entities;
    private final Database database;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    Invitations(EntityManager entities, Database database, AuditLog audit, Clock clock) {
        this.entities = entities;
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /** An open invitation and its tenant. */
    public record Found(UUID invitation, TenantId tenant) {}

    /** The open invitation with a token, before the tenant is known. */
    public Optional<Found> findByToken(String token) {
        return database.sql("select invitation_id as invitation, tenant_id as tenant from find_invitation(:hash, :now)")
                .bind("hash", SecretToken.hash(token))
                .bind("now", clock.instant())
                .find(Found.class);
    }

    /** An invitation of the current tenant. */
    public Optional<Invitation> find(UUID id) {
        return Optional.ofNullable(entities.find(Invitation.class, id));
    }

    /** The invitations that can be accepted, the newest first. */
    public List<Invitation> listOpen() {
        return entities.createQuery(
                        "from Invitation where acceptedAt is null and revokedAt is null and expiresAt > :now order by createdAt desc",
                        Invitation.class)
                .setParameter("now", clock.instant())
                .getResultList();
    }

    /** Revokes an invitation; false if the current tenant has no invitation with this id. */
    public boolean takeBack(UUID id) {
        Optional<Invitation> found = find(id);
        found.ifPresent(invitation -> {
            invitation.takeBack(clock.instant());
            audit.record("invitation.taken-back", invitation.email());
        });
        return found.isPresent();
    }
}
