package com.engram.people.signup;

import com.engram.audit.Actor;
import com.engram.audit.AuditLog;
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
 * Opens an account for somebody new: a tenant on the newcomers' plan, with that person as its owner. The caller has
 * entered the scope of the tenant that is to be.
 */
@ApplicationScoped
public class SignUp {

    private static final int LONGEST_COMPANY = 200;

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

    /** What somebody new tells us. */
    public record Application(String company, String name, String email, String password) {}

    /** How an application went. */
    public sealed interface Result {}

    /** The account stands. */
    public record Welcome(UUID person) implements Result {}

    /** Something to correct: the field's name, and what is wrong with it. */
    public record InvalidField(String field, String why) implements Result {}

    /** An id for an account that is to be opened. */
    public static TenantId newTenant() {
        return new TenantId(UuidCreator.getTimeOrderedEpoch());
    }

    /** The same, of somebody whose address was confirmed; their password was hashed then. */
    public record Confirmed(String company, String name, String email, String passwordHash) {}

    /** What is wrong with a company's name. */
    static Optional<InvalidField> faultOf(String company) {
        return company.isBlank() || company.strip().length() > LONGEST_COMPANY
                ? Optional.of(new InvalidField("company", "Give your company's name, at most 200 letters."))
                : Optional.empty();
    }

    /** Opens the account in the entered tenant's scope, or says what to correct. */
    @Transactional
    public Result signUp(Application application) {
        Optional<InvalidField> fault = faultOf(application.company());
        return fault.isPresent()
                ? fault.get()
                : open(
                        application.company().strip(),
                        newcomers.admit(application.name(), application.email(), application.password()));
    }

    /** Opens the account of somebody whose address was confirmed, in the entered tenant's scope. */
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
