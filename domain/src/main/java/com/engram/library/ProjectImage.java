package com.engram.library;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;
import org.hibernate.annotations.TenantId;

/** The membership of an image in a project. An image is in one project at most. */
@Entity
class ProjectImage {

    @Id
    private UUID imageId;

    @TenantId
    @Column(name = "tenant_id")
    private UUID tenantId;

    private UUID projectId;

    @SuppressWarnings("NullAway.Init")
    protected ProjectImage() {}

    @SuppressWarnings("NullAway.Init") // Hibernate writes the tenant
    ProjectImage(UUID imageId, UUID projectId) {
        this.imageId = imageId;
        this.projectId = projectId;
    }

    void moveTo(UUID project) {
        projectId = project;
    }

    UUID project() {
        return projectId;
    }
}
