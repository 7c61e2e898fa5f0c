package com.engram.portal.settings;

import com.engram.branding.Brand;
import com.engram.branding.Brands;
import com.engram.people.Permission;
import com.engram.web.intake.UploadedFile;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.View;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The account's brand in reports and on shared pages. */
@Path("/settings/brand")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Permission.MANAGE)
public class BrandPage {

    @Inject
    private Brands brands;

    @Context
    private HttpServletRequest request;

    @GET
    public View show() {
        Brand brand = brands.getBrand();
        return page(brand.name().orElse(""), brand.colour().orElse(""), Optional.empty());
    }

    @GET
    @Path("logo.png")
    @Produces("image/png")
    public Response logo() {
        return Response.ok(brands.findLogo().orElseThrow(NotFoundException::new))
                .header("Cache-Control", "no-store")
                .build();
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response set(List<EntityPart> parts) throws IOException {
        String name = UploadedFile.readText(parts, "name");
        String colour = UploadedFile.readText(parts, "colour");
        Brands.Result result = brands.set(name, colour);
        if (result == Brands.Result.DONE) {
            result = setLogo(parts);
        }
        return result == Brands.Result.DONE
                ? Response.seeOther(URI.create("/settings/brand")).build()
                : Response.status(422)
                        .entity(page(
                                name,
                                colour,
                                Optional.of(RequestLanguage.messages(request)
                                        .text(
                                                "brand.problem." + result,
                                                Brands.MAX_LOGO_BYTES >> 20,
                                                Brands.MAX_NAME))))
                        .build();
    }

    /** A browser sends an empty part if no file was chosen. */
    private Brands.Result setLogo(List<EntityPart> parts) throws IOException {
        if (UploadedFile.readText(parts, "remove").equals("true")) {
            brands.removeLogo();
            return Brands.Result.DONE;
        }
        Optional<UploadedFile> posted = UploadedFile.read(parts, "logo", Brands.MAX_LOGO_BYTES);
        if (posted.isEmpty()) {
            return Brands.Result.DONE;
        }
        try (UploadedFile logo = posted.get()) {
            return logo.bytes() == 0 ? Brands.Result.DONE : brands.setLogo(Files.readAllBytes(logo.path()));
        }
    }

    private View page(String name, String colour, Optional<String> fault) {
        return View.of(
                "brand",
                Map.of(
                        "name", name,
                        "colour", colour,
                        "hasLogo", brands.getBrand().hasLogo(),
                        "maxBytes", Brands.MAX_LOGO_BYTES,
                        "fault", fault));
    }
}
