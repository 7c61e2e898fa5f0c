package com.engram.web.cookies;

import com.engram.web.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/**
 * Carries a text, such as a new key, from a form to the page that the response redirects to. That page shows it once. A
 * reload repeats the page and not the form, so it creates nothing again.
 */
@ApplicationScoped
public class ShowOnce {

    private static final String SEPARATOR = "\n";

    @Inject
    private EncryptedCookies cookies;

    /**
     * Keeps a text for the next page.
     *
     * @param page the path of the page that may show it
     */
    public void keep(HttpServletRequest request, HttpServletResponse response, String page, String text) {
        cookies.set(request, response, BrowserCookie.SHOW_ONCE, key(request, page) + text);
    }

    /** The text that was kept for a page and this caller; empty if there is none, or if the page has shown it. */
    public Optional<String> take(HttpServletRequest request, HttpServletResponse response, String page) {
        Optional<String> text = cookies.find(request, BrowserCookie.SHOW_ONCE)
                .filter(kept -> kept.startsWith(key(request, page)))
                .map(kept -> kept.substring(key(request, page).length()));
        if (text.isPresent()) {
            BrowserCookie.SHOW_ONCE.clear(request, response);
        }
        return text;
    }

    private static String key(HttpServletRequest request, String page) {
        return CurrentCaller.getCaller(request).id() + SEPARATOR + page + SEPARATOR;
    }
}
