package com.engram.api.images;

import com.engram.audit.Actor;
import com.engram.images.Image;
import com.engram.images.Images;
import com.engram.notes.Note;
import com.engram.notes.Notes;
import com.engram.notes.WriteNote;
import com.engram.people.Permission;
import com.engram.refusals.Refusal;
import com.engram.web.PublicId;
import com.engram.web.idempotency.IdempotentEffect;
import com.engram.web.paging.ApiPage;
import com.engram.web.paging.PageRequest;
import com.engram.web.problems.FieldProblem;
import com.engram.web.problems.Problem;
import com.engram.web.problems.ProblemException;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Notes on an image. */
@Path("/api/v1/images/{id}/notes")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class NotesApi {

    @Inject
    private IdempotentEffect idempotentEffect;

    @Inject
    private Images images;

    @Inject
    private Notes notes;

    @Inject
    private WriteNote writeNote;

    /**
     * What a note is to say, and the email addresses of the members to notify.
     *
     * @param text what the note says
     */
    @Schema(
            description =
                    "A note. In a PATCH, `text` may be absent to keep it, and `mentions` to keep the mentioned people.")
    public record NoteRequest(
            @Schema(example = "The claim is hard to read on a phone.", minLength = 1, maxLength = WriteNote.MAX_LENGTH)
            @Nullable String text,

            @Schema(
                    description = "Email addresses of members of the account, who are notified",
                    maxItems = WriteNote.MAX_MENTIONS,
                    example = "[\"ann@example.com\"]")
            @Nullable List<@Nullable String> mentions) {}

    /**
     * A note on an image.
     *
     * @param text what the note says
     */
    @Schema(description = "A note on an image")
    public record NoteJson(
            @Schema(required = true, example = "note_0190b1f2c3d44e5f8a9b0c1d2e3f4a5b")
            String id,

            @Schema(required = true, example = "img_0190b1f2c3d44e5f8a9b0c1d2e3f4a5b")
            String imageId,

            @Schema(required = true, example = "Ann Lee", description = "The name of the person or the API key")
            String author,

            @Schema(required = true, description = "Whether this key wrote it, and may change it")
            boolean own,

            @Schema(required = true, example = "The claim is hard to read on a phone.")
            String text,

            @Schema(required = true, description = "The names of the mentioned people")
            List<String> mentions,

            @Schema(required = true, format = "date-time", example = "2026-11-30T12:00:00Z")
            String createdAt,

            @Schema(
                    required = true,
                    nullable = true,
                    format = "date-time",
                    description = "When it was changed; else null")
            @Nullable String editedAt) {

        static NoteJson of(Note note) {
            return new NoteJson(
                    PublicId.NOTE.of(note.id()),
                    PublicId.IMAGE.of(note.image()),
                    note.authorName(),
                    note.isBy(Optional.ofNullable(Actor.current().id())),
                    note.text(),
                    note.mentioned(),
                    note.createdAt().toString(),
                    note.editedAt().map(Object::toString).orElse(null));
        }
    }

    /** A page of notes. */
    public record NoteList(List<NoteJson> data, @Nullable String nextCursor) {}

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(summary = "List the notes on an image, the oldest first")
    @APIResponseSchema(NoteList.class)
    public Response list(
            @PathParam("id") String id,
            @QueryParam("limit") @DefaultValue("20") String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Optional<UUID> image = findImage(id);
        return image.isEmpty()
                ? ProblemResponses.notFound()
                : PageRequest.respond(
                        limit,
                        cursor,
                        PublicId.NOTE::parse,
                        page -> ApiPage.of(
                                page.load(size -> notes.listNotes(image.get()).stream()
                                        .filter(note -> page.after()
                                                .map(after -> note.id().compareTo(after) > 0)
                                                .orElse(true))
                                        .limit(size)
                                        .toList()),
                                NoteJson::of,
                                note -> PublicId.NOTE.of(note.id())));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.WRITE)
    @Operation(
            summary = "Write a note on an image",
            description =
                    "The mentioned members are notified in the product and by email, unless they have switched that"
                            + " off. An address that belongs to no member is refused with `invalid_note` and its pointer.")
    @APIResponseSchema(value = NoteJson.class, responseCode = "201")
    public Response write(@PathParam("id") String id, @Nullable NoteRequest request) {
        Optional<UUID> image = findImage(id);
        if (image.isEmpty()) {
            return ProblemResponses.notFound();
        }
        if (request == null || request.text() == null) {
            return ProblemResponses.badRequest("Send {\"text\"}, and {\"mentions\": [...]} if you like.");
        }
        String text = request.text();
        List<UUID> people = people(request.mentions() == null ? List.of() : request.mentions());
        return idempotentEffect.execute(() -> toResponse(writeNote.write(image.get(), text, people), 201));
    }

    @GET
    @Path("{noteId}")
    @RolesAllowed(Permission.READ)
    @Operation(summary = "Read a note on an image")
    @APIResponseSchema(NoteJson.class)
    public Response read(@PathParam("id") String id, @PathParam("noteId") String noteId) {
        return findNote(id, noteId)
                .map(note -> Response.ok(NoteJson.of(note)).build())
                .orElseGet(ProblemResponses::notFound);
    }

    @PATCH
    @Path("{noteId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.WRITE)
    @Operation(
            summary = "Change a note that this key has written",
            description = "A note of somebody else gets 403 `not_the_author`.")
    @APIResponseSchema(NoteJson.class)
    public Response change(
            @PathParam("id") String id, @PathParam("noteId") String noteId, @Nullable NoteRequest request) {
        Optional<Note> note = findNote(id, noteId);
        if (note.isEmpty()) {
            return ProblemResponses.notFound();
        }
        if (request == null) {
            return ProblemResponses.badRequest("Send {\"text\"} or {\"mentions\"}.");
        }
        List<UUID> people =
                request.mentions() == null ? notes.listMentioned(note.get().id()) : people(request.mentions());
        String text = request.text() == null ? note.get().text() : request.text();
        return toResponse(writeNote.change(note.get().image(), note.get().id(), text, people), 200);
    }

    @DELETE
    @Path("{noteId}")
    @RolesAllowed(Permission.WRITE)
    @Operation(
            summary = "Delete a note that this key has written",
            description = "A note of somebody else gets 403 `not_the_author`.")
    @APIResponse(responseCode = "204", description = "It is deleted")
    public Response delete(@PathParam("id") String id, @PathParam("noteId") String noteId) {
        Optional<Note> note = findNote(id, noteId);
        if (note.isEmpty()) {
            return ProblemResponses.notFound();
        }
        return writeNote
                .delete(note.get().image(), note.get().id())
                .map(result -> toResponse(result, 200))
                .orElseGet(() -> Response.noContent().build());
    }

    private Optional<UUID> findImage(String id) {
        return PublicId.IMAGE.parse(id).flatMap(images::findImage).map(Image::id);
    }

    private Optional<Note> findNote(String id, String noteId) {
        return findImage(id).flatMap(image -> PublicId.NOTE.parse(noteId).flatMap(note -> notes.findNote(image, note)));
    }

    /** The members with these email addresses. */
    private List<UUID> people(List<@Nullable String> addresses) {
        Map<String, UUID> members = notes.listMentionable().stream()
                .collect(Collectors.toMap(
                        member -> member.email().toLowerCase(Locale.ROOT),
                        Notes.Mentionable::person,
                        (first, second) -> first));
        List<UUID> people = new ArrayList<>();
        for (String address : addresses) {
            UUID person = address == null ? null : members.get(address.strip().toLowerCase(Locale.ROOT));
            if (person == null) {
                String detail = "No member of the account has this email address.";
                throw new ProblemException(
                        Problem.of(422, "invalid_note", detail)
                                .withErrors(List.of(FieldProblem.inBody("/mentions/" + people.size(), detail))),
                        null);
            }
            people.add(person);
        }
        return people;
    }

    private static Response toResponse(WriteNote.Result result, int status) {
        if (result instanceof WriteNote.Written written) {
            NoteJson json = NoteJson.of(written.note());
            Response.ResponseBuilder response = Response.status(status).entity(json);
            return status == 201
                    ? response.location(URI.create("/api/v1/images/%s/notes/%s".formatted(json.imageId(), json.id())))
                            .build()
                    : response.build();
        }
        if (result instanceof WriteNote.NotTheAuthor) {
            return ProblemResponses.response(403, "not_the_author", "Only its author changes or deletes a note.");
        }
        return result instanceof WriteNote.Refused refused ? refused(refused) : ProblemResponses.notFound();
    }

    private static Response refused(WriteNote.Refused refused) {
        Refusal refusal = refused.refusal();
        Problem problem = Problem.of(
                refusal.reason().kind().httpStatus(), refusal.reason().code(), refusal.detail());
        Function<String, Problem> withField =
                field -> problem.withErrors(List.of(FieldProblem.inBody("/" + field, refusal.detail())));
        return ProblemResponses.response(refused.field().map(withField).orElse(problem));
    }
}
