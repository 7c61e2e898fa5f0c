package com.engram.portal.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ModelCardTest {

    /** The manual's model card is written by hand; both must say the same. */
    @Test
    void the_card_says_what_the_manual_says() throws Exception {
        ModelCard card = ModelCard.bundled();
        String manual = Files.readString(Path.of("../docs/model-card.md"));

        assertThat(manual)
                .contains("Held-out figures of all %d images".formatted(card.images()))
                .contains("**%.3f** (%.3f to %.3f) | **%.3f** | **%.5f**"
                        .formatted(
                                card.rho(),
                                card.rhoLow(),
                                card.rhoHigh(),
                                card.withinCategory(),
                                card.meanSquaredError()));
        assertThat(card.rhoLow()).isLessThan(card.rho());
        assertThat(card.rhoHigh()).isGreaterThan(card.rho());
        assertThat(card.coverage()).isBetween(80L, 100L);
        assertThat(card.limits()).hasSizeGreaterThan(2);
    }
}
