package com.engram.plans;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A plan as it is offered now. Public, it can be bought; hidden, the operator alone assigns it; archived, nobody new
 * comes to it. A change of terms that bind makes the next version, which the database keeps beside those before.
 */
@Entity
@Table(name = "plan")
public class Offer extends Plan {

    @Id
    private String code;

    private int version;
    private @Nullable Instant archivedAt;

    @SuppressWarnings("NullAway.Init")
    protected Offer() {}

    Offer(PlanTerms terms) {
        code = terms.code();
        version = 1;
        take(terms);
    }

    /** Offers these terms from now on. */
    void change(PlanTerms terms) {
        if (!terms.bindLike(terms())) {
            version++;
        }
        take(terms);
    }

    /** Nobody new comes to it; who is on it stays. */
    void archive(Instant now) {
        if (archivedAt == null) {
            archivedAt = now;
        }
    }

    /** Offers it again. */
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

    /** Whether nobody new may come to it. */
    public boolean isArchived() {
        return archivedAt != null;
    }

    /** Whether a tenant may choose it itself. */
    public boolean isForSale() {
        return !isArchived() && terms().isPublic();
    }
}
