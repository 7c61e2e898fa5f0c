package com.engram.portal.sharing;

import com.engram.sharing.ShareLinks.FoundLink;
import com.engram.web.cookies.BrowserCookie;
import com.engram.web.cookies.EncryptedCookies;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The share links whose passwords a browser has given. */
@ApplicationScoped
class UnlockedShares {

    /** More links than these would make the cookie too large; the oldest one is locked again. */
    private static final int MAX_LINKS = 10;

    @Inject
    private EncryptedCookies cookies;

    /** Whether the browser may see what a link shows. */
    boolean isOpen(FoundLink link, HttpServletRequest request) {
        return link.passwordHash().isEmpty() || list(request).contains(key(link));
    }

    /** Remembers that the password of a link was right. */
    void open(FoundLink link, HttpServletRequest request, HttpServletResponse response) {
        List<String> open = new ArrayList<>(list(request));
        open.remove(key(link));
        open.add(key(link));
        cookies.set(
                request,
                response,
                BrowserCookie.UNLOCKED_SHARES,
                String.join(" ", open.subList(Math.max(0, open.size() - MAX_LINKS), open.size())));
    }

    private List<String> list(HttpServletRequest request) {
        return cookies.find(request, BrowserCookie.UNLOCKED_SHARES)
                .map(text -> Stream.of(text.split(" ")).toList())
                .orElse(List.of());
    }

    private static String key(FoundLink link) {
        return link.id().toString();
    }
}
