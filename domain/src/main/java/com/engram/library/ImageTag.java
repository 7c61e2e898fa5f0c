package com.engram.library;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.io.Serializable;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** A tag on an image, for queries over analyses. {@link TagImages} writes the rows. */
@Entity
@Immutable
@IdClass(ImageTag.Key.class)
class ImageTag {

    @Id
    private UUID tagId;

    @Id
    private UUID imageId;

    @TenantId
    @Column(name = "tenant_id")
    private UUID tenantId;

    @SuppressWarnings("NullAway.Init")
    protected ImageTag() {}

    /** The columns of its key. */
    static final class Key implements Serializable {

        private static final long serialVersionUID = 1;

        private @Nullable UUID tagId;
        private @Nullable UUID imageId;

        Key() {}

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && Objects.equals(tagId, key.tagId) && Objects.equals(imageId, key.imageId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(tagId, imageId);
        }
    }
}
