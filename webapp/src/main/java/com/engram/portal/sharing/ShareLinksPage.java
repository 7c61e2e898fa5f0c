package com.engram.portal.sharing;

import com.engram.mail.PortalUrl;
import com.engram.people.Permission;
import com.engram.sharing.GuestComment;
import com.engram.sharing.GuestComments;
import com.engram.sharing.ShareLink;
import com.engram.sharing.ShareLinks;
import com.engram.sharing.ShareResult;
import com.engram.sharing.SharedResult;
import com.engram.web.CurrentCaller;
import com.engram.web.PublicId;
import com.engram.web.cookies.ShowOnce;
import com.engram.web.pages.View;
import com.engram.web.problems.ProblemPages;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creates and revokes share links, shows the comments of guests, and deletes them. */
@Path("/shares")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class ShareLinksPage {

    private static final int MAX_DAYS = 365;

    @Inject
    private ShareResult shareResult;

    @Inject
    private ShareLinks shareLinks;

    @Inject
    private GuestComments guestComments;

    @Inject
    private ShowOnce showOnce;

    @Inject
    private PortalUrl portal;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    /** A comment with its public id. */
    public record CommentView(String id, String author, String text, OffsetDateTime createdAt) {

        static CommentView of(GuestComment comment) {
            return new CommentView(
                    PublicId.COMMENT.of(comment.id()),
                    comment.author(),
                    comment.text(),
                    comment.createdAt().atOffset(ZoneOffset.UTC));
        }
    }

    /** Creates a link to an image, a comparison or a project, and returns to its page, which shows the link once. */
    @POST
    @RolesAllowed(Permission.WRITE)
    public Response create(
            @FormParam("kind") @DefaultValue("") String kind,
            @FormParam("id") @DefaultValue("") String id,
            @FormParam("days") @DefaultValue("30") int days,
            @FormParam("password") @DefaultValue("") String password,
            @FormParam("comments") @Nullable String comments) {
        SharedResult result = parse(kind, id).orElseThrow(NotFoundException::new);
        Duration validity = Duration.ofDays(Math.max(1, Math.min(MAX_DAYS, days)));
        ShareResult.Result shared = shareResult.share(
                result,
                new ShareResult.Terms(
                        validity, Optional.of(password).filter(text -> !text.isEmpty()), comments != null));
        if (shared instanceof ShareResult.Refused refused) {
            return ProblemPages.page(refused.refusal());
        }
        if (!(shared instanceof ShareResult.Shared made)) {
            throw new NotFoundException();
        }
        String page = ShareLinkView.pageOf(result);
        showOnce.keep(request, response, page, portal.at("/share/" + made.token()));
        return Response.seeOther(URI.create(page + "#share-title")).build();
    }

    private static Optional<SharedResult> parse(String kind, String id) {
        return SharedResult.Kind.findByCode(kind)
                .flatMap(known -> (switch (known) {
                            case IMAGE -> PublicId.IMAGE;
                            case COMPARISON -> PublicId.COMPARISON;
                            case PROJECT -> PublicId.PROJECT;
                        })
                        .parse(id)
                        .map(uuid -> new SharedResult(known, uuid)));
    }

    /** The comments on a link. */
    @GET
    @Path("{id}")
    @RolesAllowed(Permission.READ)
    public View show(@PathParam("id") String id) {
        ShareLink link = PublicId.SHARE.parse(id).flatMap(shareLinks::findOpen).orElseThrow(NotFoundException::new);
        return View.of(
                "share-comments",
                Map.of(
                        "link",
                        ShareLinkView.of(link),
                        "comments",
                        guestComments.listComments(link.id()).stream()
                                .map(CommentView::of)
                                .toList(),
                        "mayWrite",
                        CurrentCaller.getCaller(request).permissions().contains(Permission.WRITE)));
    }

    @POST
    @Path("{id}/comments/{commentId}/delete")
    @RolesAllowed(Permission.WRITE)
    public Response deleteComment(@PathParam("id") String id, @PathParam("commentId") String commentId) {
        UUID link = PublicId.SHARE
                .parse(id)
                .flatMap(shareLinks::findOpen)
                .map(ShareLink::id)
                .orElseThrow(NotFoundException::new);
        if (PublicId.COMMENT
                .parse(commentId)
                .filter(comment -> guestComments.delete(link, comment))
                .isEmpty()) {
            throw new NotFoundException();
        }
        return Response.seeOther(URI.create("/shares/" + id)).build();
    }

    /** Revokes a link, and returns to the page of what it showed or to the list. */
    @POST
    @Path("{id}/revoke")
    @RolesAllowed(Permission.WRITE)
    public Response revoke(@PathParam("id") String id, @FormParam("back") @DefaultValue("") String back) {
        return PublicId.SHARE
                .parse(id)
                .flatMap(shareLinks::revoke)
                .map(link -> Response.seeOther(URI.create(
                                back.equals("list") ? "/settings/shares" : ShareLinkView.pageOf(link.result())))
                        .build())
                .orElseThrow(NotFoundException::new);
    }
}
