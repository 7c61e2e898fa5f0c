package com.engram.people.signin;

import com.engram.language.ShortenedText;

/**
 * Where a session is opened, for its owner to recognise it by.
 *
 * @param address the network address
 * @param agent the browser's own name for itself, shortened
 * @param method how they proved who they are: {@code password}, {@code password and code}, {@code passkey}, ...
 */
public record SessionOrigin(String address, String agent, String method) {

    /** The method of who comes by the tenant's provider. */
    public static final String SINGLE_SIGN_ON = "single sign-on";

    /** The method of who went from one account to another. */
    public static final String SWITCHING = "switching accounts";

    /** The method of who took an invitation. */
    public static final String INVITATION = "invitation";

    private static final int MAX_AGENT_LENGTH = 300;

    /** A name that is too long is cut. */
    public SessionOrigin {
        agent = ShortenedText.of(agent, MAX_AGENT_LENGTH);
    }
}
