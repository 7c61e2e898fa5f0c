package com.engram.portal.site;

import com.engram.portal.site.LegalTexts.LegalPage;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.View;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** The operator's privacy notice, terms and imprint. A page that the operator has elsewhere is redirected to. */
@Path("/")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class LegalPages {

    @Inject
    private LegalTexts texts;

    @Context
    private HttpServletRequest request;

    @GET
    @Path("privacy")
    @PermitAll
    public Response showPrivacy() {
        return show(LegalPage.PRIVACY);
    }

    @GET
    @Path("terms")
    @PermitAll
    public Response showTerms() {
        return show(LegalPage.TERMS);
    }

    @GET
    @Path("imprint")
    @PermitAll
    public Response showImprint() {
        return show(LegalPage.IMPRINT);
    }

    private Response show(LegalPage page) {
        return texts.findUrl(page, RequestLanguage.of(request))
                .map(url -> Response.seeOther(url).build())
                .orElseGet(() -> Response.ok(View.of(
                                "legal",
                                Map.of(
                                        "page",
                                        page.code(),
                                        "text",
                                        texts.listParts(page, RequestLanguage.of(request)))))
                        .build());
    }
}
