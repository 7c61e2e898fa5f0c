package com.engram.sharing;

import com.engram.limits.RateLimit;
import com.engram.limits.RateLimitDecision;
import com.engram.limits.RateLimits;
import com.engram.people.credentials.Passwords;
import com.engram.sharing.ShareLinks.FoundLink;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/**
 * Checks the passwords of share links. Attempts are limited for each address, and for each link from all addresses together;
 * a right password returns its permits.
 */
@ApplicationScoped
public class UnlockShare {

    private static final RateLimit BY_ADDRESS = new RateLimit("share-password-address", 10, Duration.ofMinutes(15));
    private static final RateLimit BY_LINK = new RateLimit("share-password", 100, Duration.ofHours(1));

    private final Passwords passwords;
    private final RateLimits limits;

    @Inject
    UnlockShare(Passwords passwords, RateLimits limits) {
        this.passwords = passwords;
        this.limits = limits;
    }

    /** The result of an attempt. */
    public sealed interface Result {}

    /** The password is right, or the link has none. */
    public record Unlocked() implements Result {}

    /** The password is wrong. */
    public record WrongPassword() implements Result {}

    /** There were too many attempts; the password was not checked. */
    public record TooManyAttempts(Duration retryAfter) implements Result {}

    /**
     * Checks a password.
     *
     * @param ipAddress of the guest
     */
    public Result unlock(FoundLink link, String password, String ipAddress) {
        if (link.passwordHash().isEmpty()) {
            return new Unlocked();
        }
        String fromAddress = link.id() + " " + ipAddress;
        RateLimitDecision decision = limits.tryConsume(BY_ADDRESS, fromAddress);
        if (decision.allowed()) {
            decision = limits.tryConsume(BY_LINK, link.id().toString());
        }
        if (!decision.allowed()) {
            return new TooManyAttempts(decision.retryAfter());
        }
        if (password.isEmpty()
                || password.length() > 2 * ShareResult.MAX_PASSWORD_LENGTH
                || !passwords.matches(password, link.passwordHash().get())) {
            return new WrongPassword();
        }
        limits.refund(BY_ADDRESS, fromAddress);
        limits.refund(BY_LINK, link.id().toString());
        return new Unlocked();
    }
}
