package com.engram.people.credentials;

import com.engram.language.Message;
import com.nulabinc.zxcvbn.Zxcvbn;
import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Hashes passwords with argon2id at the OWASP minimum (19 MiB, two passes, one lane). A hash costs about 125 ms of a
 * core, so only a few run at once; some others wait their turn, and beyond those it is refused, so that a storm of
 * sign-ins leaves the server threads for everybody else.
 */
@ApplicationScoped
public class Passwords {

    /** NIST 800-63B asks for 8 at least and for no rules of composition. */
    static final int MIN_LENGTH = 10;

    /** Long enough for any passphrase, short enough not to be a load. */
    static final int MAX_LENGTH = 256;

    /** zxcvbn's levels run from 0 to 4; 3 stands for at least 10^8 guesses. */
    private static final int MIN_STRENGTH = 3;

    /** The estimator's time grows faster than the length, and this many characters decide enough. */
    private static final int MAX_ESTIMATED_LENGTH = 100;

    private static final Zxcvbn ESTIMATOR = new Zxcvbn();

    /** Well below the server's threads; about a second and a half of waiting on two cores. */
    static final int MAX_WAITING = 20;

    private static final Argon2Function ARGON2ID = Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID);

    private final Semaphore turns =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors()), true);

    /**
     * What is wrong with a new password, as a sentence that says what to do; empty if it will do. The strength is zxcvbn's
     * estimate, which finds words, names, keyboard rows, repetitions and dates.
     *
     * @param email the person's address, of which a password must not be made
     */
    public Optional<Message> weakness(String password, String email) {
        int length = password.codePointCount(0, password.length());
        if (length < MIN_LENGTH || length > MAX_LENGTH) {
            return Optional.of(Message.of("invalid.password.length", MIN_LENGTH, MAX_LENGTH));
        }
        if (CommonPasswords.contains(password) || password.equalsIgnoreCase(email)) {
            return Optional.of(Message.of("invalid.password.common"));
        }
        return strength(password, email) < MIN_STRENGTH
                ? Optional.of(Message.of("invalid.password.weak"))
                : Optional.empty();
    }

    private static int strength(String password, String email) {
        int end = password.offsetByCodePoints(
                0, Math.min(MAX_ESTIMATED_LENGTH, password.codePointCount(0, password.length())));
        String name = email.substring(0, Math.max(0, email.indexOf('@')));
        return ESTIMATOR
                .measure(password.substring(0, end), List.of(email, name, "engram"))
                .getScore();
    }

    /** The password's hash in the PHC string format. */
    public String hash(String password) {
        return inTurn(
                () -> Password.hash(password).addRandomSalt(16).with(ARGON2ID).getResult());
    }

    /** Whether the password is the one behind the hash. */
    public boolean matches(String password, String hash) {
        return inTurn(() -> Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash)));
    }

    private <T> T inTurn(Supplier<T> work) {
        if (turns.getQueueLength() >= MAX_WAITING) {
            throw new PasswordHashingBusyException();
        }
        turns.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }
}
