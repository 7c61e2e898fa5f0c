package com.engram.portal.settings;

import com.engram.language.Messages;
import com.engram.limits.RateLimitDecision;
import com.engram.people.Caller;
import com.engram.people.People;
import com.engram.people.Permission;
import com.engram.people.Role;
import com.engram.people.members.Invitation;
import com.engram.people.members.Invitations;
import com.engram.people.members.Invite;
import com.engram.people.members.Members;
import com.engram.people.members.Members.Member;
import com.engram.people.members.Seats;
import com.engram.people.signin.Throttle;
import com.engram.portal.signin.TooManyAttempts;
import com.engram.refusals.Refusal;
import com.engram.tenancy.Scope;
import com.engram.web.CurrentCaller;
import com.engram.web.PublicId;
import com.engram.web.cookies.ShowOnce;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.View;
import com.engram.web.security.RequiresReauthentication;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The members of the account and the roles' permissions, visible to every member. The owner and admins invite and
 * change members.
 */
@Path("/settings/people")
@RequestScoped
@RolesAllowed(Permission.MANAGE)
@Produces(MediaType.TEXT_HTML)
public class PeoplePage {

    private static final String PAGE = "/settings/people";
    private static final List<Role> ASSIGNABLE = List.of(Role.ADMIN, Role.MEMBER, Role.VIEWER);

    @Inject
    private Members members;

    @Inject
    private Throttle throttle;

    @Inject
    private Invite invite;

    @Inject
    private Invitations invitations;

    @Inject
    private Seats seats;

    @Inject
    private People people;

    @Inject
    private ShowOnce showOnce;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    /** A member as one row of the table. */
    public record MemberView(String id, Member member, boolean isSelf, boolean isOwner) {}

    /** An open invitation as one row of the table. */
    public record InvitationView(String id, String email, String role, Instant expiresAt) {

        static InvitationView of(Invitation open) {
            return new InvitationView(
                    PublicId.INVITATION.of(open.id()), open.email(), open.role().code(), open.expiresAt());
        }
    }

    @GET
    @RolesAllowed(Permission.READ)
    public View show() {
        return page("", Optional.empty(), showOnce.take(request, response, PAGE));
    }

    @POST
    @RequiresReauthentication("/settings/people")
    public Response invite(
            @FormParam("email") @DefaultValue("") String email,
            @FormParam("role") @DefaultValue("member") String role) {
        Optional<Role> assigned = parseRole(role);
        if (assigned.isEmpty()) {
            return refused(email, messages().text("people.unknownRole"));
        }
        RateLimitDecision decision = throttle.checkInvitation(Scope.getTenant(), email);
        if (!decision.allowed()) {
            return TooManyAttempts.response(
                    decision,
                    page(
                            email,
                            Optional.of(messages().text("people.tooManyEmails", TooManyAttempts.minutes(decision))),
                            Optional.empty()));
        }
        Invite.Result result = invite.invite(email, assigned.get(), inviter(), RequestLanguage.of(request));
        if (result instanceof Invite.Refused refused) {
            return refused(email, messages().text(refused.refusal().message()));
        }
        showOnce.keep(request, response, PAGE, messages().text("people.invited", email));
        return redirect();
    }

    @POST
    @Path("{id}/role")
    @RequiresReauthentication("/settings/people")
    public Response changeRole(@PathParam("id") String id, @FormParam("role") @DefaultValue("") String role) {
        Member member = getMember(id);
        Optional<Role> assigned = parseRole(role);
        return assigned.isPresent()
                ? respond(members.changeRole(member, assigned.get()))
                : refused("", messages().text("people.unknownRole"));
    }

    @POST
    @Path("{id}/remove")
    public Response remove(@PathParam("id") String id) {
        return respond(members.remove(getMember(id)));
    }

    @POST
    @Path("{id}/hand-over")
    @RolesAllowed(Permission.OWN)
    @RequiresReauthentication("/settings/people")
    public Response transferOwnership(@PathParam("id") String id) {
        Caller owner = CurrentCaller.getCaller(request);
        members.handOver(owner.person().orElseThrow(NotFoundException::new), getMember(id));
        return redirect();
    }

    @POST
    @Path("invitations/{id}/take-back")
    public Response revokeInvitation(@PathParam("id") String id) {
        if (!PublicId.INVITATION.parse(id).map(invitations::takeBack).orElse(false)) {
            throw new NotFoundException();
        }
        return redirect();
    }

    private Member getMember(String id) {
        return PublicId.MEMBER.parse(id).flatMap(members::find).orElseThrow(NotFoundException::new);
    }

    private static Optional<Role> parseRole(String role) {
        return ASSIGNABLE.stream()
                .filter(candidate -> candidate.code().equals(role))
                .findFirst();
    }

    private String inviter() {
        return CurrentCaller.getCaller(request)
                .person()
                .flatMap(people::findProfile)
                .map(profile -> profile.name() + " (" + profile.email() + ")")
                .orElseGet(() -> messages().text("people.colleague"));
    }

    private Response respond(Optional<Refusal> refusal) {
        return refusal.isPresent() ? refused("", messages().text(refusal.get().message())) : redirect();
    }

    private Response refused(String email, String problem) {
        return Response.status(422)
                .entity(page(email, Optional.of(problem), Optional.empty()))
                .build();
    }

    private Messages messages() {
        return RequestLanguage.messages(request);
    }

    private static Response redirect() {
        return Response.seeOther(URI.create(PAGE)).build();
    }

    private View page(String email, Optional<String> problem, Optional<String> done) {
        Optional<UUID> self = CurrentCaller.getCaller(request).person();
        List<MemberView> rows = members.listMembers().stream()
                .map(member -> new MemberView(
                        PublicId.MEMBER.of(member.id()),
                        member,
                        self.filter(member.person()::equals).isPresent(),
                        member.role() == Role.OWNER))
                .toList();
        return View.of(
                "people",
                Map.of(
                        "members",
                        rows,
                        "invitations",
                        invitations.listOpen().stream().map(InvitationView::of).toList(),
                        "seats",
                        seats.taken(),
                        "roles",
                        ASSIGNABLE.stream().map(Role::code).toList(),
                        "capabilities",
                        Stream.of(RoleCapability.values()).toList(),
                        "email",
                        email,
                        "problem",
                        problem,
                        "done",
                        done));
    }
}
