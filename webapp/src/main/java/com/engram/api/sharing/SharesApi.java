package com.engram.api.sharing;

import com.engram.mail.PortalUrl;
import com.engram.people.Permission;
import com.engram.sharing.GuestComment;
import com.engram.sharing.GuestComments;
import com.engram.sharing.ShareLink;
import com.engram.sharing.ShareLinks;
import com.engram.sharing.ShareResult;
import com.engram.sharing.SharedResult;
import com.engram.web.PublicId;
import com.engram.web.idempotency.IdempotentEffect;
import com.engram.web.paging.ApiPage;
import com.engram.web.paging.PageRequest;
import com.engram.web.problems.FieldProblem;
import com.engram.web.problems.Problem;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Share links: they show an image, a comparison or a project to people without an account. */
@Path("/api/v1/shares")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SharesApi {

    private static final int DEFAULT_DAYS = 30;
    private static final int MAX_DAYS = 365;

    private static final String EXPECTED =
            "Send one of \"imageId\", \"comparisonId\" and \"projectId\", and \"expiresInDays\" from 1 to 365.";

    @Inject
    private ShareResult shareResult;

    @Inject
    private ShareLinks shareLinks;

    @Inject
    private GuestComments guestComments;

    @Inject
    private PortalUrl portal;

    @Inject
    private IdempotentEffect idempotentEffect;

    /** What to share: an image, a comparison or a project, and how. */
    public record ShareRequest(
            @Nullable String imageId,
            @Nullable String comparisonId,
            @Nullable String projectId,

            @Schema(minimum = "1", maximum = "365", defaultValue = "30") @Nullable Integer expiresInDays,

            @Schema(
                    minLength = ShareResult.MIN_PASSWORD_LENGTH,
                    maxLength = ShareResult.MAX_PASSWORD_LENGTH,
                    description = "Guests have to know it; none if it is absent.")
            @Nullable String password,

            @Schema(description = "Whether guests may comment.") @Nullable Boolean comments) {

        /** What to share; empty if the id cannot exist. */
        Optional<SharedResult> result() {
            return PublicId.IMAGE
                    .parse(imageId)
                    .map(SharedResult::ofImage)
                    .or(() -> PublicId.COMPARISON.parse(comparisonId).map(SharedResult::ofComparison))
                    .or(() -> PublicId.PROJECT.parse(projectId).map(SharedResult::ofProject));
        }

        boolean namesOne() {
            return Stream.of(
                                    Optional.ofNullable(imageId),
                                    Optional.ofNullable(comparisonId),
                                    Optional.ofNullable(projectId))
                            .filter(Optional::isPresent)
                            .count()
                    == 1;
        }
    }

    /**
     * A share link.
     *
     * @param kind {@code image}, {@code comparison} or {@code project}
     * @param url the address of the page; only in the response that creates the link, because it is not stored
     * @param commentCount how many comments guests have written
     */
    public record ShareJson(
            String id,
            String kind,
            String resultId,
            @Nullable String url,
            boolean password,
            boolean comments,
            int commentCount,
            String createdAt,
            String expiresAt) {

        static ShareJson of(ShareLink link, @Nullable String url) {
            return new ShareJson(
                    PublicId.SHARE.of(link.id()),
                    link.result().kind().code(),
                    idOf(link.result()),
                    url,
                    link.hasPassword(),
                    link.allowsComments(),
                    link.comments(),
                    link.createdAt().toString(),
                    link.expiresAt().toString());
        }

        private static String idOf(SharedResult result) {
            return switch (result.kind()) {
                case IMAGE -> PublicId.IMAGE.of(result.id());
                case COMPARISON -> PublicId.COMPARISON.of(result.id());
                case PROJECT -> PublicId.PROJECT.of(result.id());
            };
        }
    }

    /** A page of share links. */
    public record ShareList(List<ShareJson> data, @Nullable String nextCursor) {}

    /** A comment of a guest. */
    public record CommentJson(String id, String author, String text, String createdAt) {

        static CommentJson of(GuestComment comment) {
            return new CommentJson(
                    PublicId.COMMENT.of(comment.id()),
                    comment.author(),
                    comment.text(),
                    comment.createdAt().toString());
        }
    }

    /** The comments on a share link. */
    public record CommentList(
            List<CommentJson> data, @Nullable String nextCursor) {}

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(summary = "List the valid share links, the newest first")
    @APIResponseSchema(ShareList.class)
    public Response list(
            @QueryParam("limit") @DefaultValue("20") String limit, @QueryParam("cursor") @Nullable String cursor) {
        return PageRequest.respond(
                limit,
                cursor,
                PublicId.SHARE::parse,
                page -> ApiPage.of(
                        page.load(size -> shareLinks.listOpen(page.after(), size)),
                        link -> ShareJson.of(link, null),
                        link -> PublicId.SHARE.of(link.id())));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.WRITE)
    @Operation(
            summary = "Share an image, a comparison or a project",
            description =
                    "Everyone who has the `url`, and knows the password if there is one, sees the result in the account's"
                            + " brand without an account. The `url` is in this response only.")
    @APIResponseSchema(value = ShareJson.class, responseCode = "201")
    public Response create(@Nullable ShareRequest request) {
        int days = request == null || request.expiresInDays() == null ? DEFAULT_DAYS : request.expiresInDays();
        if (request == null || !request.namesOne() || days < 1 || days > MAX_DAYS) {
            return ProblemResponses.badRequest(EXPECTED);
        }
        Optional<SharedResult> result = request.result();
        ShareResult.Terms terms = new ShareResult.Terms(
                Duration.ofDays(days),
                Optional.ofNullable(request.password()),
                Boolean.TRUE.equals(request.comments()));
        return result.isEmpty()
                ? ProblemResponses.notFound()
                : idempotentEffect.execute(() -> toResponse(shareResult.share(result.get(), terms)));
    }

    private Response toResponse(ShareResult.Result result) {
        if (result instanceof ShareResult.Refused refused) {
            return ProblemResponses.response(Problem.of(
                            refused.refusal().reason().kind().httpStatus(),
                            refused.refusal().reason().code(),
                            refused.refusal().detail())
                    .withErrors(List.of(
                            FieldProblem.inBody("/password", refused.refusal().detail()))));
        }
        if (!(result instanceof ShareResult.Shared shared)) {
            return ProblemResponses.notFound();
        }
        ShareJson json =
                ShareJson.of(shareLinks.findOpen(shared.link()).orElseThrow(), portal.at("/share/" + shared.token()));
        return Response.created(URI.create("/api/v1/shares/" + json.id()))
                .entity(json)
                .build();
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Permission.READ)
    @Operation(summary = "Read a valid share link")
    @APIResponseSchema(ShareJson.class)
    public Response read(@PathParam("id") String id) {
        return find(id).map(link -> Response.ok(ShareJson.of(link, null)).build())
                .orElseGet(ProblemResponses::notFound);
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Permission.WRITE)
    @Operation(summary = "Revoke a share link")
    @APIResponse(responseCode = "204", description = "It is revoked")
    public Response revoke(@PathParam("id") String id) {
        return PublicId.SHARE.parse(id).flatMap(shareLinks::revoke).isPresent()
                ? Response.noContent().build()
                : ProblemResponses.notFound();
    }

    @GET
    @Path("{id}/comments")
    @RolesAllowed(Permission.READ)
    @Operation(summary = "List the comments of guests on a share link, the oldest first; at most 200")
    @APIResponseSchema(CommentList.class)
    public Response comments(@PathParam("id") String id) {
        return find(id).map(link -> Response.ok(new CommentList(
                                guestComments.listComments(link.id()).stream()
                                        .map(CommentJson::of)
                                        .toList(),
                                null))
                        .build())
                .orElseGet(ProblemResponses::notFound);
    }

    @DELETE
    @Path("{id}/comments/{commentId}")
    @RolesAllowed(Permission.WRITE)
    @Operation(summary = "Delete a comment of a guest")
    @APIResponse(responseCode = "204", description = "It is deleted")
    public Response deleteComment(@PathParam("id") String id, @PathParam("commentId") String commentId) {
        Optional<UUID> comment = PublicId.COMMENT.parse(commentId);
        return find(id).filter(link -> comment.isPresent() && guestComments.delete(link.id(), comment.get()))
                        .isPresent()
                ? Response.noContent().build()
                : ProblemResponses.notFound();
    }

    private Optional<ShareLink> find(String id) {
        return PublicId.SHARE.parse(id).flatMap(shareLinks::findOpen);
    }
}
