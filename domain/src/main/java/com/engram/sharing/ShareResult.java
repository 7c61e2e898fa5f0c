package com.engram.sharing;

import com.engram.language.Message;
import com.engram.people.credentials.Passwords;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Creates links that show a result of the current tenant to everyone who has them. */
@ApplicationScoped
public class ShareResult {

    /** The shortest password of a link, in characters. Attempts are limited, and a link expires. */
    public static final int MIN_PASSWORD_LENGTH = 6;

    /** The longest password of a link, in characters. */
    public static final int MAX_PASSWORD_LENGTH = 256;

    private final StoreShareLink storeShareLink;
    private final Passwords passwords;

    @Inject
    ShareResult(StoreShareLink storeShareLink, Passwords passwords) {
        this.storeShareLink = storeShareLink;
        this.passwords = passwords;
    }

    /**
     * How a result is shared.
     *
     * @param validity how long the link is valid
     * @param password that guests have to know; empty for none
     * @param allowsComments whether guests may comment
     */
    public record Terms(Duration validity, Optional<String> password, boolean allowsComments) {

        /** Terms of a link that only shows its result. */
        public static Terms of(Duration validity) {
            return new Terms(validity, Optional.empty(), false);
        }
    }

    /** The result of sharing. */
    public sealed interface Result {}

    /** The link exists. The token is not stored. */
    public record Shared(UUID link, String token) implements Result {}

    /** The password is too short or too long. */
    public record Refused(Refusal refusal) implements Result {}

    /** The tenant has no such result. */
    public record NotFound() implements Result {}

    /** Creates a link. A password is hashed like those of people, before the transaction begins. */
    @Transactional(TxType.SUPPORTS)
    public Result share(SharedResult result, Terms terms) {
        Optional<Integer> length = terms.password().map(password -> password.codePointCount(0, password.length()));
        if (length.filter(count -> count < MIN_PASSWORD_LENGTH || count > MAX_PASSWORD_LENGTH)
                .isPresent()) {
            return new Refused(new Refusal(
                    RefusalReason.INVALID_SHARE,
                    "The password of a link has %d to %d characters."
                            .formatted(MIN_PASSWORD_LENGTH, MAX_PASSWORD_LENGTH),
                    Message.of("refusal.invalid_share", MIN_PASSWORD_LENGTH, MAX_PASSWORD_LENGTH)));
        }
        return storeShareLink.store(result, terms, terms.password().map(passwords::hash));
    }
}
