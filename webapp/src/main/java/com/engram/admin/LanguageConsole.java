package com.engram.admin;

import com.engram.language.Language;
import com.engram.web.cookies.BrowserCookie;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
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

/** Changes the language of the console in this browser. */
@Path("/admin/language")
@RequestScoped
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class LanguageConsole {

    private static final Pattern PAGE = Pattern.compile("/admin(/[A-Za-z0-9_\\-]+)*");

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
    public Response change(
            @FormParam("language") @DefaultValue("") String code,
            @FormParam("back") @DefaultValue("/admin") String back) {
        Language language = Language.find(code).orElseThrow(NotFoundException::new);
        BrowserCookie.LANGUAGE.set(request, response, language.code());
        return Response.seeOther(URI.create(PAGE.matcher(back).matches() ? back : "/admin"))
                .build();
    }
}
