package com.engram.people.members;

import com.engram.people.DisplayName;
import com.engram.people.EmailAddress;
import com.engram.people.keys.ApiKeys;
import com.engram.people.signup.SignUp;
import com.engram.plans.Plans;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.AsOperator;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens a tenant for the operator, with a first API key and an invitation for its owner. */
@AsOperator
@ApplicationScoped
public class OpenTenant {

    private final Plans plans;
    private final CreateTenant createTenant;

    @Inject
    OpenTenant(Plans plans, CreateTenant createTenant) {
        this.plans = plans;
        this.createTenant = createTenant;
    }

    /** Either {@link Opened} or {@link Refused}. */
    public sealed interface Result {}

    /**
     * The tenant was opened.
     *
     * @param firstKey an API key that may read, write and manage; its secret is not stored
     * @param inviteUrl the link of the owner's invitation; empty without an owner
     */
    public record Opened(TenantId tenant, ApiKeys.Issued firstKey, Optional<String> inviteUrl) implements Result {}

    /** Nothing was opened. */
    public record Refused(Refusal refusal) implements Result {}

    /** Opens a tenant in one transaction. */
    public Result open(String name, Optional<String> ownerEmail, String plan) {
        return open(name, ownerEmail, plan, opened -> {});
    }

    /**
     * Opens a tenant in one transaction.
     *
     * @param name 1 to 200 characters
     * @param ownerEmail the email address to invite as owner; empty for a tenant without people
     * @param plan the code of a plan that is not archived
     * @param withinTransaction is called in that transaction, in the scope of the new tenant
     */
    public Result open(String name, Optional<String> ownerEmail, String plan, Consumer<Opened> withinTransaction) {
        Optional<EmailAddress> owner = ownerEmail.flatMap(EmailAddress::parse);
        Optional<Refusal> refusal = findInvalidName(name.strip())
                .or(() -> plans.findRefusalToAssign(plan))
                .or(() -> ownerEmail.isPresent() && owner.isEmpty()
                        ? Optional.of(new Refusal(RefusalReason.INVALID_EMAIL, "ownerEmail must be an email address."))
                        : Optional.empty());
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        TenantId tenant = SignUp.newTenant();
        try (Scope.Entered ignored = Scope.enter(tenant)) {
            return createTenant.create(tenant, name.strip(), plan, owner, withinTransaction);
        }
    }

    private static Optional<Refusal> findInvalidName(String name) {
        return DisplayName.parse(name).isEmpty()
                ? Optional.of(new Refusal(
                        RefusalReason.INVALID_NAME, "name must be a text of 1 to 200 characters on one line."))
                : Optional.empty();
    }
}
