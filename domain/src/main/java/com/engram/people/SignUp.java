package com.engram.people;

import com.engram.plans.Plans;
import com.engram.tenancy.Scope;
import com.engram.tenancy.Tenant;
import com.engram.tenancy.TenantId;
import com.engram.tenancy.Tenants;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Opens an account for somebody new: a tenant on the newcomers' plan, with that person as its owner. The caller has
 * entered the scope of the tenant that is to be.
 */
@ApplicationScoped
public class SignUp {

    private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s.]+(\\.[^@\\s.]+)*");

    @PersistenceContext(unitName = "engram")
    private EntityManager entities;

    @Inject
    private Tenants tenants;

    @Inject
    private Passwords passwords;

    @Inject
    private Clock clock;

    /** What somebody new tells us. */
    public record Application(String company, String name, String email, String password) {}

    /** How an application went. */
    public sealed interface Outcome {}

    /** The account stands. */
    public record Welcome(UUID person) implements Outcome {}

    /** Something to correct: the field's name, and what is wrong with it. */
    public record Declined(String field, String why) implements Outcome {}

    /** An id for an account that is to be opened. */
    public static TenantId newTenant() {
        return new TenantId(UuidCreator.getTimeOrderedEpoch());
    }

    /** Opens the account in the entered tenant's scope, or says what to correct. */
    @Transactional
    public Outcome signUp(Application application) {
        Optional<Declined> fault = faultIn(application);
        if (fault.isPresent()) {
            return fault.get();
        }
        String email = application.email().strip().toLowerCase(Locale.ROOT);
        if (isTaken(email)) {
            return new Declined("email", "There is an account with this e-mail address already. Log in instead.");
        }
        String company = application.company().strip();
        tenants.open(new Tenant(Scope.getTenant(), company, Plans.FOR_NEWCOMERS, clock.instant()));
        return new Welcome(admitOwner(application.name().strip(), email, application.password()));
    }

    private UUID admitOwner(String name, String email, String password) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        entities.persist(new Person(id, email, name, passwords.hash(password), clock.instant()));
        entities.persist(new Membership(id, Role.OWNER, clock.instant()));
        return id;
    }

    private boolean isTaken(String email) {
        return !entities.createNativeQuery("select person_id from find_login(:email)")
                .setParameter("email", email)
                .getResultList()
                .isEmpty();
    }

    private static Optional<Declined> faultIn(Application application) {
        if (application.company().isBlank() || application.company().length() > 200) {
            return Optional.of(new Declined("company", "Give your company's name, at most 200 letters."));
        }
        if (application.name().isBlank() || application.name().length() > 200) {
            return Optional.of(new Declined("name", "Give your name, at most 200 letters."));
        }
        if (!EMAIL.matcher(application.email().strip()).matches()) {
            return Optional.of(new Declined("email", "Give an e-mail address such as ann@example.com."));
        }
        int length = application.password().length();
        return length < Passwords.MIN_LENGTH || length > Passwords.MAX_LENGTH
                ? Optional.of(new Declined(
                        "password",
                        "Choose a password of %d to %d letters.".formatted(Passwords.MIN_LENGTH, Passwords.MAX_LENGTH)))
                : Optional.empty();
    }
}
