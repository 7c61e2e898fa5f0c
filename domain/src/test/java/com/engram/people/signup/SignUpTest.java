package com.engram.people.signup;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.language.Language;
import com.engram.tenancy.Scope;
import com.engram.testing.DomainTest;
import com.engram.testing.TestOutbox;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Opening an account, and confirming the email address first. */
@DomainTest
class SignUpTest {

    private static final String PASSWORD = "a new and long passphrase";
    private static final SignUp.Application ANN = new SignUp.Application("Acme", "Ann", "ann@example.com", PASSWORD);

    private static final Pattern LINK = Pattern.compile("/signup/confirm/(\\S+)");

    private final SignUp signUp;
    private final ConfirmEmailAddress confirmEmailAddress;
    private final TestOutbox outbox;

    SignUpTest(SignUp signUp, ConfirmEmailAddress confirmEmailAddress, TestOutbox outbox) {
        this.signUp = signUp;
        this.confirmEmailAddress = confirmEmailAddress;
        this.outbox = outbox;
    }

    @Test
    void the_link_in_the_email_carries_the_plan_that_was_chosen_before() {
        confirmEmailAddress.ask(ANN, "pro", Language.ENGLISH);

        Matcher link = LINK.matcher(outbox.bodies("ann@example.com").get(0));
        assertThat(link.find()).isTrue();
        assertThat(confirmEmailAddress.read(link.group(1))).hasValueSatisfying(confirmed -> {
            assertThat(confirmed.company()).isEqualTo("Acme");
            assertThat(confirmed.plan()).isEqualTo("pro");
        });
    }

    @Test
    void names_with_line_breaks_open_no_account() {
        String attack = "Ann\n\nYour account is locked: https://evil.example/";

        assertThat(signUp(new SignUp.Application("Acme", attack, "ann@example.com", PASSWORD)))
                .isInstanceOfSatisfying(
                        SignUp.InvalidField.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("name"));
        assertThat(signUp(new SignUp.Application(attack, "Ann", "ann@example.com", PASSWORD)))
                .isInstanceOfSatisfying(
                        SignUp.InvalidField.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("company"));
        assertThat(signUp(ANN)).isInstanceOf(SignUp.Welcome.class);
    }

    @Test
    void only_a_portal_on_this_machine_without_a_mail_server_opens_accounts_at_once() {
        assertThat(ConfirmEmailAddress.isWanted(Optional.empty(), false, true)).isFalse();
        assertThat(ConfirmEmailAddress.isWanted(Optional.empty(), false, false)).isTrue();
        assertThat(ConfirmEmailAddress.isWanted(Optional.empty(), true, true)).isTrue();
    }

    @Test
    void only_visitors_on_this_machine_open_accounts_at_once() {
        assertThat(List.of("127.0.0.1", "127.8.9.1", "::1", "0:0:0:0:0:0:0:1"))
                .allMatch(ConfirmEmailAddress::isThisMachine);
        assertThat(List.of("203.0.113.7", "10.0.0.1", "2001:db8::1", "172.17.0.1"))
                .noneMatch(ConfirmEmailAddress::isThisMachine);
    }

    @Test
    void the_operator_may_decide_otherwise() {
        assertThat(ConfirmEmailAddress.isWanted(Optional.of(false), true, false))
                .isFalse();
        assertThat(ConfirmEmailAddress.isWanted(Optional.of(true), false, true)).isTrue();
    }

    private SignUp.Result signUp(SignUp.Application application) {
        try (Scope.Entered ignored = Scope.enter(SignUp.newTenant())) {
            return signUp.signUp(application);
        }
    }
}
