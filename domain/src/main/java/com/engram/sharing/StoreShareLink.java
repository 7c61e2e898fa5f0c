package com.engram.sharing;

import com.engram.audit.Actor;
import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.sharing.SharedResult.Kind;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Stores share links in a transaction of its own, so that none is open while a password is hashed. */
@ApplicationScoped
@Transactional
public class StoreShareLink {

    private final Database database;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    StoreShareLink(Database database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    ShareResult.Result store(SharedResult result, ShareResult.Terms terms, Optional<String> passwordHash) {
        Optional<String> name = findName(result);
        if (name.isEmpty()) {
            return new ShareResult.NotFound();
        }
        audit.record(result.kind().code() + ".shared", name.get());
        return insert(result, terms, passwordHash);
    }

    /** Creates a link to an image without an entry in the audit log; for the public trial. Its token. */
    public String storeForTrial(UUID image, ShareResult.Terms terms) {
        return insert(SharedResult.ofImage(image), terms, Optional.empty()).token();
    }

    private ShareResult.Shared insert(SharedResult result, ShareResult.Terms terms, Optional<String> passwordHash) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        String token = ShareToken.random();
        Instant now = clock.instant();
        database.sql("""
                insert into share_link (id, tenant_id, image_id, comparison_id, project_id, token_hash, password_hash,
                  allows_comments, created_by, created_at, expires_at)
                values (:id, current_tenant(), :image, :comparison, :project, :token, :password, :comments, :actor, :now, :expires)
                """)
                .bind("id", id)
                .bind("image", idIf(result, Kind.IMAGE))
                .bind("comparison", idIf(result, Kind.COMPARISON))
                .bind("project", idIf(result, Kind.PROJECT))
                .bind("token", ShareToken.hash(token))
                .bind("password", passwordHash)
                .bind("comments", terms.allowsComments())
                .bind("actor", Optional.ofNullable(Actor.current().id()))
                .bind("now", now)
                .bind("expires", now.plus(terms.validity()))
                .update();
        return new ShareResult.Shared(id, token);
    }

    private static Optional<UUID> idIf(SharedResult result, Kind kind) {
        return Optional.of(result.id()).filter(id -> result.kind() == kind);
    }

    /** The name of the result; empty if the tenant does not have it. */
    private Optional<String> findName(SharedResult result) {
        String query = switch (result.kind()) {
            case IMAGE -> "select filename from image where id = :id and removed_at is null for key share";
            case COMPARISON -> "select coalesce(name, '') from comparison where id = :id for key share";
            case PROJECT -> "select name from project where id = :id for key share";
        };
        return database.sql(query).bind("id", result.id()).find(String.class);
    }
}
