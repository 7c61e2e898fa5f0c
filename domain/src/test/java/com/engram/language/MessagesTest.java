package com.engram.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.engram.refusals.RefusalReason;
import java.util.MissingResourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MessagesTest {

    private final Messages english = Messages.in(Language.ENGLISH);
    private final Messages italian = Messages.in(Language.ITALIAN);

    @Test
    void numbers_are_formatted_by_the_language() {
        assertThat(english.text("refusal.queue_full.account", 12_345)).contains("12,345 images");
        assertThat(italian.text("refusal.queue_full.account", 12_345)).contains("12.345 immagini");
        assertThat(english.text("refusal.image_too_large", 48.26, 30.0)).contains("48.3 MB", "30 MB");
        assertThat(italian.text("refusal.image_too_large", 48.26, 30.0)).contains("48,3 MB");
    }

    @Test
    void one_is_told_from_many() {
        assertThat(english.text("refusal.seats_exceeded", 1)).startsWith("The only seat is taken");
        assertThat(english.text("refusal.seats_exceeded", 3)).startsWith("All 3 seats are taken");
        assertThat(italian.text("refusal.seats_exceeded", 3)).startsWith("Tutti i 3 posti sono occupati");
    }

    @Test
    void a_message_within_a_message_has_the_same_language() {
        Message day = Message.of("refusal.day", 1, 12);

        assertThat(english.text("refusal.quota_exceeded", 0, 100, day))
                .startsWith("You’ve used all 100 images this period.")
                .endsWith("or wait until 1 December.");
        assertThat(italian.text("refusal.quota_exceeded", 3, 100, day))
                .startsWith("Ti restano 3 immagini su 100.")
                .endsWith("o aspetta il 1º dicembre.");
    }

    @ParameterizedTest
    @CsvSource({"8, l’8", "11, l’11", "9, il 9", "18, il 18"})
    void italian_articles_fit_their_numbers(int day, String said) {
        assertThat(italian.text("refusal.quota_exceeded", 0, 100, Message.of("refusal.day", day, 11)))
                .endsWith("o aspetta " + said + " novembre.");
    }

    @Test
    void texts_within_an_italian_sentence_stay_as_they_were_written() {
        String named = italian.text("email.ended.kept", "Sconti al 80 % dal 11 maggio al 1 giugno");

        assertThat(named).contains("Sconti al 80 % dal 11 maggio al 1 giugno");
    }

    @Test
    void an_unknown_key_is_an_error_unless_another_text_is_given() {
        assertThatThrownBy(() -> english.text("refusal.no_such_reason")).isInstanceOf(MissingResourceException.class);
        assertThat(english.textOr("refusal.no_such_reason", "another")).isEqualTo("another");
        assertThat(english.textOr("no_such_bundle.key", "another")).isEqualTo("another");
    }

    @ParameterizedTest
    @EnumSource(RefusalReason.class)
    void every_reason_of_a_refusal_has_a_sentence_for_people(RefusalReason reason) {
        assertThat(english.has("refusal." + reason.code())).isTrue();
        assertThat(italian.has("refusal." + reason.code())).isTrue();
    }
}
