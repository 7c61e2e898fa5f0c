package com.engram.people.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.language.Language;
import com.engram.language.Messages;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {

    private final Passwords passwords = new Passwords();

    @ParameterizedTest
    @ValueSource(strings = {"password123", "1234567890", "Qwertyuiop", "iloveyou2024!", "ann@example.com"})
    void a_password_that_attackers_try_first_is_refused(String password) {
        assertThat(passwords.weakness(password, "ann@example.com")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aaaaaaaaaaaa",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "abcabcabcabc",
                "abcdefghijkl",
                "qwertyuiopasdf",
                "1qaz2wsx3edc",
                "19841984 1984",
                "P@ssw0rd2024",
                "annabel.lee2024",
                "engramengram"
            })
    void a_password_that_is_easy_to_guess_is_refused(String password) {
        assertThat(passwords.weakness(password, "annabel.lee@example.com"))
                .map(Messages.in(Language.ENGLISH)::text)
                .get(InstanceOfAssertFactories.STRING)
                .containsAnyOf("easy to guess", "too common");
    }

    @Test
    @Timeout(5)
    void a_long_password_takes_no_longer_to_estimate() {
        assertThat(passwords.weakness("ab1!".repeat(64), "ann@example.com")).isPresent();
        assertThat(passwords.weakness("🦊".repeat(256), "ann@example.com")).isPresent();
        assertThat(passwords.weakness(SecretToken.random(256), "ann@example.com"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "123456789"})
    void a_short_password_is_refused(String password) {
        assertThat(passwords.weakness(password, "ann@example.com"))
                .map(Messages.in(Language.ENGLISH)::text)
                .get(InstanceOfAssertFactories.STRING)
                .contains("10 to 256");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a long enough passphrase", "tiefe Wälder im Herbst", "kjhsdfkjhwe", "🦊🐻🌲🍄🌧️🏔️🌊🔥🌙⭐"})
    void any_characters_will_do_if_there_are_enough(String password) {
        assertThat(passwords.weakness(password, "ann@example.com")).isEmpty();
    }

    @Test
    void only_the_password_matches_its_hash() {
        String hash = passwords.hash("a long enough passphrase");
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(passwords.matches("a long enough passphrase", hash)).isTrue();
        assertThat(passwords.matches("A long enough passphrase", hash)).isFalse();
    }
}
