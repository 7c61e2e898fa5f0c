package com.engram.admin.operators;

import com.engram.admin.ConsoleLayout;
import com.engram.admin.TypedConfirmation;
import com.engram.language.Message;
import com.engram.people.OperatorRole;
import com.engram.people.Permission;
import com.engram.people.operators.InviteOperator;
import com.engram.people.operators.InviteOperator.OpenInvitation;
import com.engram.people.operators.OperatorSessions;
import com.engram.people.operators.Operators;
import com.engram.people.operators.Operators.Operator;
import com.engram.refusals.Refusal;
import com.engram.web.CurrentCaller;
import com.engram.web.PublicId;
import com.engram.web.cookies.BrowserCookie;
import com.engram.web.cookies.ShowOnce;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.View;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The operators, their roles, and their invitations. For administrators. */
@Path("/admin/operators")
@RequestScoped
@RolesAllowed(Permission.ADMINISTER)
@Produces(MediaType.TEXT_HTML)
public class OperatorsConsole {

    private static final String PAGE = "/admin/operators";

    @Inject
    private Operators operators;

    @Inject
    private InviteOperator inviteOperator;

    @Inject
    private OperatorSessions sessions;

    @Inject
    private ShowOnce showOnce;

    @Inject
    private ConsoleLayout layout;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    /** An operator as a row of the table. */
    public record OperatorRow(String id, Operator operator, boolean isSelf, boolean isLastAdministrator) {}

    /** An open invitation as a row of the table. */
    public record InvitationRow(String id, OpenInvitation invitation) {}

    @GET
    public View show(@QueryParam("done") @DefaultValue("") String done) {
        return page(done, Optional.empty(), "");
    }

    /** Invites an operator; only the page after this response shows the link. */
    @POST
    public Response invite(
            @FormParam("email") @DefaultValue("") String email, @FormParam("role") @DefaultValue("") String role) {
        InviteOperator.Result result = inviteOperator.invite(
                email,
                OperatorRole.find(role).orElseThrow(NotFoundException::new),
                sessions.findEmail(self()).orElse("operator"),
                RequestLanguage.of(request));
        if (result instanceof InviteOperator.Refused refused) {
            return refused(refused.refusal().message(), email);
        }
        showOnce.keep(request, response, PAGE, ((InviteOperator.Invited) result).url());
        return done("invited");
    }

    @POST
    @Path("invitations/{id}/take-back")
    public Response takeBack(@PathParam("id") String id) {
        return PublicId.INVITATION.parse(id).filter(inviteOperator::takeBack).isPresent()
                ? done("taken-back")
                : notFound();
    }

    @POST
    @Path("{id}/role")
    public Response changeRole(@PathParam("id") String id, @FormParam("role") @DefaultValue("") String role) {
        Operator operator = getOperator(id);
        Optional<Refusal> refusal =
                operators.changeRole(operator.id(), OperatorRole.find(role).orElseThrow(NotFoundException::new));
        // An administrator who gave up the role may not see this page any more.
        URI next = URI.create(
                operator.id().equals(self()) && !role.equals(operator.role()) ? "/admin" : PAGE + "?done=role");
        return refusal.map(why -> refused(why.message(), ""))
                .orElseGet(() -> Response.seeOther(next).build());
    }

    /** Removes an operator whose email address was typed to confirm it. */
    @POST
    @Path("{id}/remove")
    public Response remove(@PathParam("id") String id, @FormParam("confirm") @DefaultValue("") String typed) {
        Operator operator = getOperator(id);
        return TypedConfirmation.findProblem(typed, operator.email())
                .or(() -> operators.remove(operator.id(), self()).map(Refusal::message))
                .map(why -> refused(why, ""))
                .orElseGet(() -> operator.id().equals(self()) ? leave() : done("removed"));
    }

    /** Makes an operator set up an authenticator app again, once the email address was typed to confirm it. */
    @POST
    @Path("{id}/authenticator")
    public Response resetAuthenticator(
            @PathParam("id") String id, @FormParam("confirm") @DefaultValue("") String typed) {
        Operator operator = getOperator(id);
        Optional<Message> problem = TypedConfirmation.findProblem(typed, operator.email());
        if (problem.isPresent()) {
            return refused(problem.get(), "");
        }
        operators.resetAuthenticator(operator.id());
        return operator.id().equals(self()) ? leave() : done("authenticator");
    }

    private Operator getOperator(String id) {
        return PublicId.OPERATOR.parse(id).flatMap(operators::find).orElseThrow(NotFoundException::new);
    }

    private UUID self() {
        return CurrentCaller.getCaller(request).id();
    }

    private static Response notFound() {
        throw new NotFoundException();
    }

    private Response leave() {
        BrowserCookie.OPERATOR.clear(request, response);
        return Response.seeOther(URI.create("/admin/login")).build();
    }

    private Response refused(Message why, String email) {
        return Response.status(422).entity(page("", Optional.of(why), email)).build();
    }

    private static Response done(String what) {
        return Response.seeOther(URI.create(PAGE + "?done=" + what)).build();
    }

    private View page(String done, Optional<Message> fault, String email) {
        List<Operator> all = operators.listOperators();
        long administrators = all.stream().filter(Operator::isAdministrator).count();
        Map<String, Object> model = new HashMap<>();
        model.put(
                "operators",
                all.stream()
                        .map(one -> new OperatorRow(
                                PublicId.OPERATOR.of(one.id()),
                                one,
                                one.id().equals(self()),
                                one.isAdministrator() && administrators == 1))
                        .toList());
        model.put(
                "invitations",
                inviteOperator.listOpen().stream()
                        .map(open -> new InvitationRow(PublicId.INVITATION.of(open.id()), open))
                        .toList());
        model.put(
                "roles",
                Stream.of(OperatorRole.values()).map(OperatorRole::code).toList());
        model.put("capabilities", List.of(OperatorCapability.values()));
        model.put("link", showOnce.take(request, response, PAGE));
        model.put("done", done);
        model.put("fault", fault.map(RequestLanguage.messages(request)::text).orElse(""));
        model.put("email", email);
        return layout.view("admin/operators", model);
    }
}
