package com.engram.portal.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.language.Language;
import com.engram.portal.site.LegalTexts.LegalPage;
import com.engram.portal.site.LegalTexts.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LegalTextsTest {

    @Test
    void a_page_is_a_url_a_text_or_a_file_and_may_differ_by_language(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("terms.txt"), "# Scope\n\nOne\nparagraph.\n\nAnother.\n");
        LegalTexts texts = texts(Map.of(
                "engram.legal.privacy", "https://example.com/privacy",
                "engram.legal.privacy.it", "Nessun dato.",
                "engram.legal.terms", file.toString()));

        assertThat(texts.findUrl(LegalPage.PRIVACY, Language.ENGLISH))
                .hasToString("Optional[https://example.com/privacy]");
        assertThat(texts.listParts(LegalPage.PRIVACY, Language.ENGLISH)).isEmpty();
        assertThat(texts.findUrl(LegalPage.PRIVACY, Language.ITALIAN)).isEmpty();
        assertThat(texts.listParts(LegalPage.PRIVACY, Language.ITALIAN))
                .containsExactly(new Part(false, "Nessun dato."));
        assertThat(texts.listParts(LegalPage.TERMS, Language.ITALIAN))
                .containsExactly(
                        new Part(true, "Scope"), new Part(false, "One paragraph."), new Part(false, "Another."));
    }

    @Test
    void a_page_that_is_not_configured_has_neither() {
        LegalTexts texts = texts(Map.of("engram.legal.imprint", "  "));

        assertThat(texts.findUrl(LegalPage.IMPRINT, Language.ENGLISH)).isEmpty();
        assertThat(texts.listParts(LegalPage.IMPRINT, Language.ENGLISH)).isEmpty();
    }

    private static LegalTexts texts(Map<String, String> properties) {
        return new LegalTexts(property -> Optional.ofNullable(properties.get(property)));
    }
}
