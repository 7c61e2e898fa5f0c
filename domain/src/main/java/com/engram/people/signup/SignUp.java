package com.engram.people.signup;

import com.engram.audit.Actor;
import com.engram.audit.AuditLog;
import com.engram.language.Message;
import com.engram.people.DisplayName;
import com.engram.people.Membership;
import com.engram.people.Role;
import com.engram.plans.Plans;
import com.engram.tenancy.Scope;
import com.engram.tenancy.Tenant;
import com.engram.tenancy.TenantId;
import com.engram.tenancy.Tenants;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * Opens an account: a tenant on the plan for new accounts, with a new person as its owner. Needs the scope of the new
 * tenant.
 */
@ApplicationScoped
public class SignUp {

    private final EntityManager entities;
    private final Tenants tenants;
    private final RegisterPerson newcomers;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    SignUp(EntityManager entities, Tenants tenants, RegisterPerson newcomers, AuditLog audit, Clock clock) {
        this.entities = entities;
        this.tenants = tenants;
        this.newcomers = newcomers;
        this.audit = audit;
        this.clock = clock;
    }

    /** The values of the sign-up form. */
    public record Application(String company, String name, String email, String password) {}

    /** The result of a sign-up. */
    public sealed interface Result {}

    /** The account is open. */
    public record Welcome(UUID person) implements Result {}

    /** A field is not valid: its name, and what is wrong with it. */
    public record InvalidField(String field, Message why) implements Result {}

    /** A new tenant's id. */
    public static TenantId newTenant() {
        return new TenantId(UuidCreator.getTimeOrderedEpoch());
    }

    /**
     * The values of a confirmed sign-up.
     *
     * @param passwordHash the hashed password
     * @param plan code of the plan that was chosen before; empty for none
     */
    public record Confirmed(String company, String name, String email, String passwordHash, String plan) {}

    /** Checks a company's name; empty if it is valid. */
    static Optional<InvalidField> faultOf(String company) {
        return DisplayName.parse(company).isEmpty()
                ? Optional.of(new InvalidField("company", Message.of("invalid.company")))
                : Optional.empty();
    }

    /** Opens the account in the scope of the new tenant, or returns the first invalid field. */
    @Transactional
    public Result signUp(Application application) {
        Optional<InvalidField> fault = faultOf(application.company());
        return fault.isPresent()
                ? fault.get()
                : open(
                        application.company().strip(),
                        newcomers.admit(application.name(), application.email(), application.password()));
    }

    /** Opens the account of a confirmed sign-up, in the scope of the new tenant. */
    @Transactional
    public Result signUp(Confirmed confirmed) {
        return open(
                confirmed.company(),
                newcomers.admitHashed(confirmed.name(), confirmed.email(), confirmed.passwordHash()));
    }

    private Result open(String company, RegisterPerson.Result result) {
        if (result instanceof RegisterPerson.InvalidField invalid) {
            return new InvalidField(invalid.field(), invalid.why());
        }
        UUID owner = ((RegisterPerson.Admitted) result).person();
        tenants.open(new Tenant(Scope.getTenant(), company, Plans.FOR_SIGN_UPS, clock.instant()));
        entities.persist(new Membership(owner, Role.OWNER, clock.instant()));
        audit.record(Actor.current().as(owner), "account.opened", company);
        return new Welcome(owner);
    }
}
