package com.engram.people.signin;

import com.engram.limits.RateLimit;
import com.engram.limits.RateLimitDecision;
import com.engram.limits.RateLimits;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Slows down whoever tries passwords and codes. It counts per e-mail address whether or not there is such an account,
 * so it tells nothing; and a browser that the owner has signed in with before counts for itself, so that a stranger's
 * attempts never keep the owner out.
 */
@ApplicationScoped
public class Throttle {

    private static final RateLimit PER_EMAIL = new RateLimit("sign-in", 10, Duration.ofMinutes(15));
    private static final RateLimit PER_DEVICE = new RateLimit("sign-in-device", 10, Duration.ofMinutes(15));
    private static final RateLimit PER_CODE = new RateLimit("second-factor", 6, Duration.ofMinutes(15));
    private static final RateLimit PER_PROOF = new RateLimit("proof", 10, Duration.ofMinutes(15));
    private static final RateLimit LETTERS = new RateLimit("letters", 4, Duration.ofHours(1));
    private static final RateLimit INVITATIONS = new RateLimit("invitations", 100, Duration.ofDays(1));
    private static final RateLimit DRAWINGS = new RateLimit("drawings", 120, Duration.ofMinutes(1));

    private final RateLimits limits;
    private final int perAddress;

    @Inject
    Throttle(
            RateLimits limits,
            @ConfigProperty(name = "engram.limits.signInsPerAddress", defaultValue = "200") int perAddress) {
        this.limits = limits;
        this.perAddress = perAddress;
    }

    /** Takes an attempt at a password; what was right is given back by {@link #passwordWasRight}. */
    public RateLimitDecision password(String email, String address, boolean knownDevice, String device) {
        RateLimitDecision fromThere = limits.take(perAddress(), address);
        return fromThere.allowed() ? limits.take(limit(knownDevice), key(email, knownDevice, device)) : fromThere;
    }

    /** Gives a successful attempt back. */
    public void passwordWasRight(String email, String address, boolean knownDevice, String device) {
        limits.giveBack(perAddress(), address);
        limits.giveBack(limit(knownDevice), key(email, knownDevice, device));
    }

    /** The same for an operator's password, which counts apart from that of a person with the same address. */
    public RateLimitDecision operatorPassword(String email, String address, Optional<String> device) {
        return password(operator(email), address, device.isPresent(), device.orElse(""));
    }

    /** Gives an operator's successful attempt back. */
    public void operatorPasswordWasRight(String email, String address, Optional<String> device) {
        passwordWasRight(operator(email), address, device.isPresent(), device.orElse(""));
    }

    /** Takes an attempt at a person's or an operator's second factor. */
    public RateLimitDecision code(String person) {
        return limits.take(PER_CODE, person);
    }

    /**
     * Takes an attempt of somebody signed in to prove again who they are, apart from those at sign-in. Not asked for a
     * session that rests on a tenant's provider, which could keep the person from proving anything elsewhere.
     */
    public RateLimitDecision proof(String person) {
        return limits.take(PER_PROOF, person);
    }

    /** Takes an attempt of anything else that visitors do: sign-ups, invitations, new passwords, passkeys, single sign-on. */
    public RateLimitDecision visit(String address) {
        return limits.take(perAddress(), address);
    }

    /** Gives back what somebody took who turned out to be welcome. */
    public void visitWasGood(String address) {
        limits.giveBack(perAddress(), address);
    }

    /** Takes one of the maps that are drawn for whoever has a share's link. */
    public RateLimitDecision drawing(String address) {
        return limits.take(DRAWINGS, address);
    }

    /** Takes one of the invitations that an account may send to an address: so many a day, and so many letters. */
    public RateLimitDecision invitation(TenantId tenant, String email) {
        RateLimitDecision ofAccount = limits.take(INVITATIONS, tenant.value().toString());
        return ofAccount.allowed() ? letter(email) : ofAccount;
    }

    /** Takes one of the letters that a visitor may have sent to an address. */
    public RateLimitDecision letter(String email) {
        return limits.take(LETTERS, email.strip().toLowerCase(Locale.ROOT));
    }

    private RateLimit perAddress() {
        return new RateLimit("sign-in-address", perAddress, Duration.ofMinutes(15));
    }

    private static String operator(String email) {
        return "operator " + email.strip();
    }

    private static RateLimit limit(boolean knownDevice) {
        return knownDevice ? PER_DEVICE : PER_EMAIL;
    }

    private static String key(String email, boolean knownDevice, String device) {
        return email.strip().toLowerCase(Locale.ROOT) + (knownDevice ? " " + device : "");
    }
}
