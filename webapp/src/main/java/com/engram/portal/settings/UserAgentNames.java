package com.engram.portal.settings;

import com.engram.language.Messages;
import jakarta.enterprise.context.ApplicationScoped;
import ua_parser.Client;
import ua_parser.Parser;

/** Names a browser by its User-Agent header, so that people recognise their sessions. */
@ApplicationScoped
class UserAgentNames {

    private static final String UNKNOWN = "Other";

    /** Longer headers are cut, because the patterns take longer on longer texts. */
    private static final int MAX_LENGTH = 400;

    /** Loads the patterns on first use. */
    private static final class Patterns {
        private static final Parser PARSER = new Parser();
    }

    /**
     * A name such as {@code Firefox 140 on Windows}.
     *
     * @param userAgent the User-Agent header of RFC 9110, section 10.1.5; it proves nothing
     */
    String name(String userAgent, Messages messages) {
        if (userAgent.isBlank()) {
            return messages.text("security.unnamedBrowser");
        }
        Client client =
                Patterns.PARSER.parse(userAgent.length() > MAX_LENGTH ? userAgent.substring(0, MAX_LENGTH) : userAgent);
        if (client.userAgent.family.equals(UNKNOWN)) {
            return userAgent;
        }
        String version = client.userAgent.major == null ? "" : " " + client.userAgent.major;
        String browser = client.userAgent.family + version;
        return client.os.family.equals(UNKNOWN)
                ? browser
                : messages.text("security.browserOn", browser, client.os.family);
    }
}
