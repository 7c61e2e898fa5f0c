package com.engram.web.language;

import com.engram.language.Language;
import com.engram.language.Messages;
import com.engram.people.Caller;
import com.engram.web.CurrentCaller;
import com.engram.web.cookies.BrowserCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;

/**
 * The language of a request's page: the one that the person has chosen, else the one that was chosen in this browser, else
 * the one that the browser asks for, else English.
 */
public final class RequestLanguage {

    private RequestLanguage() {}

    /** The language of the page. */
    public static Language of(HttpServletRequest request) {
        return CurrentCaller.find(request)
                .flatMap(Caller::language)
                .or(() -> BrowserCookie.LANGUAGE.find(request).flatMap(Language::find))
                .orElseGet(() -> Language.ofAcceptLanguage(
                        Objects.requireNonNullElse(request.getHeader("Accept-Language"), "")));
    }

    /** The sentences of the page's language. */
    public static Messages messages(HttpServletRequest request) {
        return Messages.in(of(request));
    }

    /** Tells caches and assistive technology which language a page is in, and what it depends on. */
    public static void describe(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Content-Language", of(request).code());
        response.addHeader("Vary", "Accept-Language, Cookie");
    }
}
