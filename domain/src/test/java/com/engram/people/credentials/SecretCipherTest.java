package com.engram.people.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretCipherTest {

    private static final byte[] OPEN = {1, 2, 3};

    private final SecretCipher seal = new SecretCipher("a secret of at least 32 characters", Optional.empty());

    @Test
    void what_was_sealed_can_be_opened() {
        assertThat(seal.open("totp", seal.seal("totp", OPEN))).isEqualTo(OPEN);
    }

    @Test
    void the_same_is_sealed_differently_each_time() {
        assertThat(seal.seal("totp", OPEN)).isNotEqualTo(seal.seal("totp", OPEN));
    }

    @Test
    void what_was_sealed_for_one_purpose_is_not_opened_for_another() {
        byte[] sealed = seal.seal("totp", OPEN);
        assertThatThrownBy(() -> seal.open("sso", sealed)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void what_was_changed_is_not_opened() {
        byte[] sealed = seal.seal("totp", OPEN);
        sealed[sealed.length - 1] ^= 1;
        assertThatThrownBy(() -> seal.open("totp", sealed)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void what_was_sealed_with_the_previous_secret_can_be_opened_and_is_renewed_once() {
        SecretCipher replaced =
                new SecretCipher("the new secret of 32 characters", Optional.of("a secret of at least 32 characters"));
        byte[] sealed = seal.seal("totp", OPEN);

        assertThat(replaced.open("totp", sealed)).isEqualTo(OPEN);
        byte[] renewed = replaced.renew("totp", sealed).orElseThrow();
        assertThat(replaced.renew("totp", renewed)).isEmpty();
        assertThat(new SecretCipher("the new secret of 32 characters", Optional.empty()).open("totp", renewed))
                .isEqualTo(OPEN);
    }

    @Test
    void what_was_sealed_with_an_unknown_secret_is_not_opened() {
        SecretCipher other =
                new SecretCipher("another secret of 32 characters", Optional.of("and one before of 32 characters"));
        byte[] sealed = seal.seal("totp", OPEN);

        assertThatThrownBy(() -> other.open("totp", sealed)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> other.renew("totp", sealed)).isInstanceOf(IllegalStateException.class);
    }
}
