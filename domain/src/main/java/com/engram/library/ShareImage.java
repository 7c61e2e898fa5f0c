package com.engram.library;

import com.engram.audit.AuditLog;
import com.engram.images.Image;
import com.engram.images.Images;
import com.engram.tenancy.TenantId;
import com.engram.tenancy.TupleRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Opens a picture's result to whoever has its link, and closes it again. */
@ApplicationScoped
@Transactional
public class ShareImage {

    private final EntityManager entities;
    private final Images images;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    ShareImage(EntityManager entities, Images images, AuditLog audit, Clock clock) {
        this.entities = entities;
        this.images = images;
        this.audit = audit;
        this.clock = clock;
    }

    /** What a link opens, and in whose scope it is read. */
    public record Shared(UUID image, TenantId tenant) {}

    /** The token of a fresh link to a picture of the entered tenant; empty if there is no such picture. */
    public Optional<String> share(UUID imageId, Duration validity) {
        Optional<Image> image = images.findImage(imageId);
        return image.map(picture -> {
            audit.record("image.shared", picture.filename());
            return link(imageId, validity);
        });
    }

    String link(UUID imageId, Duration validity) {
        String token = ShareToken.random();
        Instant now = clock.instant();
        entities.persist(new ShareLink(imageId, ShareToken.hash(token), now, now.plus(validity)));
        return token;
    }

    /** What the link with that token opens; asked before a tenant is known. */
    public Optional<Shared> findByToken(String token) {
        return TupleRows.of(entities.createNativeQuery(
                                "select image_id, tenant_id from find_share_link(:hash, :now)", Tuple.class)
                        .setParameter("hash", ShareToken.hash(token))
                        .setParameter("now", clock.instant()))
                .map(row -> new Shared(row.get(0, UUID.class), new TenantId(row.get(1, UUID.class))))
                .findFirst();
    }

    /** The links to a picture that still open it, the newest first. */
    public List<ShareLink> listOpen(UUID image) {
        return entities.createQuery(
                        "from ShareLink where imageId = :image and revokedAt is null and expiresAt > :now order by id desc",
                        ShareLink.class)
                .setParameter("image", image)
                .setParameter("now", clock.instant())
                .getResultList();
    }

    /** Closes a link of the entered tenant; the picture it led to, empty if there is no such link. */
    public Optional<UUID> revoke(UUID id) {
        Optional<ShareLink> link = Optional.ofNullable(entities.find(ShareLink.class, id));
        link.ifPresent(open -> {
            open.revoke(clock.instant());
            audit.record("image.unshared", "link of " + open.createdAt());
        });
        return link.map(ShareLink::image);
    }
}
