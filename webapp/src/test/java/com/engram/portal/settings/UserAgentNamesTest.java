package com.engram.portal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.language.Language;
import com.engram.language.Messages;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserAgentNamesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0 | Firefox 140 on Windows",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1 | Mobile Safari 18 on iOS",
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0 | Edge 140 on Linux",
                "our-own-tool/3 | our-own-tool/3",
                "'' | Unnamed browser"
            })
    void a_browser_is_told_by_name_and_system(String agent, String name) {
        assertThat(new UserAgentNames().name(agent, Messages.in(Language.ENGLISH)))
                .isEqualTo(name);
    }
}
