package com.engram.library;

import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.images.Image;
import com.engram.images.Images;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Creates links that show the result of an image to everyone who has them, and revokes them. */
@ApplicationScoped
@Transactional
public class ShareImage {

    private final EntityManager entities;
    private final Database database;
    private final Images images;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    ShareImage(EntityManager entities, Database database, Images images, AuditLog audit, Clock clock) {
        this.entities = entities;
        this.database = database;
        this.images = images;
        this.audit = audit;
        this.clock = clock;
    }

    /** The image that a link shows, and the tenant in whose scope it is read. */
    public record SharedImage(UUID image, TenantId tenant) {}

    /** Creates a link to an image of the current tenant; its token, or empty if there is no such image. */
    public Optional<String> share(UUID imageId, Duration validity) {
        Optional<Image> image = images.findImage(imageId);
        return image.map(found -> {
            audit.record("image.shared", found.filename());
            return link(imageId, validity);
        });
    }

    String link(UUID imageId, Duration validity) {
        String token = ShareToken.random();
        Instant now = clock.instant();
        entities.persist(new ShareLink(imageId, ShareToken.hash(token), now, now.plus(validity)));
        return token;
    }

    /** The image that a token shows. It is called before a tenant is known. */
    public Optional<SharedImage> findByToken(String token) {
        return database.sql("select image_id as image, tenant_id as tenant from find_share_link(:hash, :now)")
                .bind("hash", ShareToken.hash(token))
                .bind("now", clock.instant())
                .find(SharedImage.class);
    }

    /** The valid links to an image, the newest first. */
    public List<ShareLink> listOpen(UUID image) {
        return entities.createQuery(
                        "from ShareLink where imageId = :image and revokedAt is null and expiresAt > :now order by id"
                                + " desc",
                        ShareLink.class)
                .setParameter("image", image)
                .setParameter("now", clock.instant())
                .getResultList();
    }

    /**
     * A valid link of the current tenant.
     *
     * @param filename of the image that it shows
     */
    public record OpenLink(UUID id, UUID image, String filename, Instant createdAt, Instant expiresAt) {}

    /** All valid links of the current tenant, the newest first. */
    public List<OpenLink> listAllOpen() {
        return database.sql("""
            select s.id, s.image_id as image, i.filename, s.created_at, s.expires_at
            from share_link s join image i on i.id = s.image_id
            where s.revoked_at is null and s.expires_at > :now order by s.id desc
            """).bind("now", clock.instant()).list(OpenLink.class);
    }

    /** Revokes a link of the current tenant; the image that it showed, or empty if there is no such link. */
    public Optional<UUID> revoke(UUID id) {
        Optional<ShareLink> link = Optional.ofNullable(entities.find(ShareLink.class, id));
        link.ifPresent(open -> {
            open.revoke(clock.instant());
            audit.record("image.unshared", "link of " + open.createdAt());
        });
        return link.map(ShareLink::image);
    }
}
