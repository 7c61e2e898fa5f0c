package com.engram.plans;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A plan as tenants can get it now. A public plan can be bought; a hidden one is assigned by the operator. Nobody can
 * move to an archived plan, and its tenants keep it. A change of terms starts the next version; a database trigger
 * copies every version to {@link PlanVersion}.
 */
@Entity
@Table(name = "plan")
public class CurrentPlan extends Plan {

    @Id
    private String code;

    private int version;
    private @Nullable Instant archivedAt;

    @SuppressWarnings("NullAway.Init")
    protected CurrentPlan() {}

    CurrentPlan(PlanDefinition definition) {
        code = definition.code();
        version = 1;
        define(definition);
    }

    /** Replaces the definition, and starts a new version if the terms differ. */
    void change(PlanDefinition definition) {
        if (!terms().hasSameTermsAs(definition.terms())) {
            version++;
        }
        define(definition);
    }

    /** Closes the plan to new tenants. */
    void archive(Instant now) {
        if (archivedAt == null) {
            archivedAt = now;
        }
    }

    /** Opens an archived plan again. */
    void restore() {
        archivedAt = null;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public int version() {
        return version;
    }

    /** Whether the plan is closed to new tenants. */
    public boolean isArchived() {
        return archivedAt != null;
    }

    /** Whether a tenant may choose the plan itself. */
    public boolean isForSale() {
        return !isArchived() && isPublic();
    }
}
