package com.engram.portal.language;

import com.engram.language.Language;
import com.engram.people.Caller;
import com.engram.people.People;
import com.engram.web.CurrentCaller;
import com.engram.web.cookies.BrowserCookie;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * Changes the language of the pages: for a visitor in this browser, for a person who is signed in also in every other browser
 * and in emails.
 */
@Path("/language")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class LanguagePage {

    /** A page of this site: one slash, not followed by a second one or a backslash, and no query. */
    private static final Pattern PAGE = Pattern.compile("/|(/[A-Za-z0-9_\\-]+)+/?");

    @Inject
    private People people;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    /**
     * Changes the language, and returns to the page.
     *
     * @param code of the language
     * @param back the path of the page
     */
    @POST
    @PermitAll
    public Response change(
            @FormParam("language") @DefaultValue("") String code, @FormParam("back") @DefaultValue("/") String back) {
        Language language = Language.find(code).orElseThrow(NotFoundException::new);
        BrowserCookie.LANGUAGE.set(request, response, language.code());
        CurrentCaller.find(request)
                .flatMap(Caller::person)
                .ifPresent(person -> people.chooseLanguage(person, language));
        return Response.seeOther(URI.create(PAGE.matcher(back).matches() ? back : "/"))
                .build();
    }
}
