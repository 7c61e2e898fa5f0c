package com.engram.portal.images;

import com.engram.images.Image;
import com.engram.images.Images;
import com.engram.people.Permission;
import com.engram.reviews.ReviewImage;
import com.engram.reviews.ReviewState;
import com.engram.web.PublicId;
import com.engram.web.problems.ProblemPages;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;

/** Makes an image a draft, sends it to review, or approves it. */
@Path("/images/{id}/review")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class ImageReviewPage {

    @Inject
    private Images images;

    @Inject
    private ReviewImage reviewImage;

    @POST
    @RolesAllowed(Permission.WRITE)
    public Response review(
            @PathParam("id") String id,
            @FormParam("state") @DefaultValue("") String state,
            @FormParam("note") @DefaultValue("") String note) {
        UUID image = PublicId.IMAGE
                .parse(id)
                .flatMap(images::findImage)
                .map(Image::id)
                .orElseThrow(NotFoundException::new);
        ReviewState chosen = ReviewState.findByCode(state).orElseThrow(BadRequestException::new);
        return reviewImage.review(image, chosen, Optional.of(note)) instanceof ReviewImage.Refused refused
                ? ProblemPages.page(refused.refusal())
                : Response.seeOther(URI.create("/images/" + id + "#review-title"))
                        .build();
    }
}
