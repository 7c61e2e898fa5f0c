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
 * Limits attempts to guess passwords and codes, and the emails that a visitor can cause. Each check consumes a permit.
 * Attempts are counted per email address whether or not it has an account, so the limit reveals nothing. A device that the
 * person has signed in with before has a limit of its own, so attempts from elsewhere never lock the person out.
 */
@ApplicationScoped
public class Throttle {

    private static final RateLimit PASSWORDS = new RateLimit("sign-in", 10, Duration.ofMinutes(15));
    private static final RateLimit PASSWORDS_OF_DEVICE = new RateLimit("sign-in-device", 10, Duration.ofMinutes(15));
    private static final RateLimit CODES = new RateLimit("second-factor", 6, Duration.ofMinutes(15));
    private static final RateLimit PROOFS = new RateLimit("proof", 10, Duration.ofMinutes(15));
    private static final RateLimit UNCONFIRMED_SIGN_UPS = new RateLimit("unconfirmed-sign-up", 10, Duration.ofHours(1));
    private static final RateLimit EMAILS = new RateLimit("letters", 4, Duration.ofHours(1));
    private static final RateLimit INVITATIONS = new RateLimit("invitations", 100, Duration.ofDays(1));
    private static final RateLimit HEATMAPS = new RateLimit("drawings", 120, Duration.ofMinutes(1));

    private final RateLimits limits;
    private final RateLimit visits;

    @Inject
    Throttle(
            RateLimits limits,
            @ConfigProperty(name = "engram.limits.signInsPerAddress", defaultValue = "200") int signInsPerAddress) {
        this.limits = limits;
        this.visits = new RateLimit("sign-in-address", signInsPerAddress, Duration.ofMinutes(15));
    }

    /**
     * Checks an attempt to sign in with a password. {@link #clearPasswordAttempts} returns the permit of a right password.
     *
     * @param knownDevice whether the person has signed in with the device before
     * @param device the device's id; ignored if it is not known
     */
    public RateLimitDecision checkPassword(String email, String ipAddress, boolean knownDevice, String device) {
        RateLimitDecision fromAddress = limits.tryConsume(visits, ipAddress);
        return fromAddress.allowed()
                ? limits.tryConsume(passwords(knownDevice), key(email, knownDevice, device))
                : fromAddress;
    }

    /** Returns the permit of an attempt with the right password. */
    public void clearPasswordAttempts(String email, String ipAddress, boolean knownDevice, String device) {
        limits.refund(visits, ipAddress);
        limits.refund(passwords(knownDevice), key(email, knownDevice, device));
    }

    /** Checks an operator's attempt, which is counted separately from those of a person with the same address. */
    public RateLimitDecision checkOperatorPassword(String email, String ipAddress, Optional<String> device) {
        return checkPassword(operator(email), ipAddress, device.isPresent(), device.orElse(""));
    }

    /** Returns the permit of an operator's attempt with the right password. */
    public void clearOperatorAttempts(String email, String ipAddress, Optional<String> device) {
        clearPasswordAttempts(operator(email), ipAddress, device.isPresent(), device.orElse(""));
    }

    /**
     * Checks an attempt at the second factor of a person or an operator. {@link #clearCodeAttempt} returns the permit of a
     * right code.
     */
    public RateLimitDecision checkCode(String person) {
        return limits.tryConsume(CODES, person);
    }

    /** Returns the permit of an attempt with the right code. */
    public void clearCodeAttempt(String person) {
        limits.refund(CODES, person);
    }

    /**
     * Checks an attempt to reauthenticate, which is counted separately from attempts to sign in. Not called for a session
     * of single sign-on: the tenant's provider could otherwise lock the person out elsewhere. {@link #clearProofAttempt}
     * returns the permit of a successful attempt.
     */
    public RateLimitDecision checkProof(String person) {
        return limits.tryConsume(PROOFS, person);
    }

    /** Returns the permit of a successful attempt to reauthenticate. */
    public void clearProofAttempt(String person) {
        limits.refund(PROOFS, person);
    }

    /** Checks any other request of a visitor: sign-up, invitation, new password, passkey, single sign-on. */
    public RateLimitDecision checkVisit(String ipAddress) {
        return limits.tryConsume(visits, ipAddress);
    }

    /** Returns the permit of a visitor who has signed in. */
    public void clearVisit(String ipAddress) {
        limits.refund(visits, ipAddress);
    }

    /**
     * Checks a sign-up that opens the account at once, and so tells whether the address has an account.
     * {@link #clearUnconfirmedSignUp} returns the permit unless the visitor learned that an address is known.
     */
    public RateLimitDecision checkUnconfirmedSignUp(String ipAddress) {
        return limits.tryConsume(UNCONFIRMED_SIGN_UPS, ipAddress);
    }

    /** Returns the permit of a sign-up whose address had no account. */
    public void clearUnconfirmedSignUp(String ipAddress) {
        limits.refund(UNCONFIRMED_SIGN_UPS, ipAddress);
    }

    /** Checks a request for a heatmap of a share link. */
    public RateLimitDecision checkHeatmap(String ipAddress) {
        return limits.tryConsume(HEATMAPS, ipAddress);
    }

    /** Checks an invitation: an account may send a number of them a day, and an address may get a number of emails. */
    public RateLimitDecision checkInvitation(TenantId tenant, String email) {
        RateLimitDecision ofAccount =
                limits.tryConsume(INVITATIONS, tenant.value().toString());
        return ofAccount.allowed() ? checkEmail(email) : ofAccount;
    }

    /** Checks an email that a visitor causes to be sent to an address. */
    public RateLimitDecision checkEmail(String email) {
        return limits.tryConsume(EMAILS, email.strip().toLowerCase(Locale.ROOT));
    }

    private static String operator(String email) {
        return "operator " + email.strip();
    }

    private static RateLimit passwords(boolean knownDevice) {
        return knownDevice ? PASSWORDS_OF_DEVICE : PASSWORDS;
    }

    private static String key(String email, boolean knownDevice, String device) {
        return email.strip().toLowerCase(Locale.ROOT) + (knownDevice ? " " + device : "");
    }
}
