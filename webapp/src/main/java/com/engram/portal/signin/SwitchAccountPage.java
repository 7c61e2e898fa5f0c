package com.engram.portal.signin;

import com.engram.people.Caller;
import com.engram.people.Permission;
import com.engram.people.members.Members;
import com.engram.people.members.Members.Place;
import com.engram.people.signin.SessionOrigin;
import com.engram.tenancy.TenantId;
import com.engram.web.CurrentCaller;
import com.engram.web.PublicId;
import com.engram.web.pages.View;
import com.engram.web.security.OpenToSuspendedAccounts;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The accounts of a person, and switching between them with a new session. */
@Path("/accounts")
@RequestScoped
@RolesAllowed(Permission.READ)
@OpenToSuspendedAccounts
@Produces(MediaType.TEXT_HTML)
public class SwitchAccountPage {

    @Inject
    private Members members;

    @Inject
    private SignInFlow signInFlow;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    /** An account as one row of the list. */
    public record AccountView(String id, String name, String role, boolean current) {}

    @GET
    public View show() {
        Caller caller = CurrentCaller.getCaller(request);
        TenantId here = caller.tenant().orElseThrow(NotFoundException::new);
        List<AccountView> accounts = members.listPlaces(person(caller)).stream()
                .map(place -> new AccountView(
                        PublicId.TENANT.of(place.tenant().value()),
                        place.name(),
                        place.role().code(),
                        place.tenant().equals(here)))
                .toList();
        return View.of("accounts", Map.of("accounts", accounts));
    }

    @POST
    @Path("{id}")
    public Response switchTo(@PathParam("id") String id) {
        UUID person = person(CurrentCaller.getCaller(request));
        Place place = PublicId.TENANT
                .parse(id)
                .map(TenantId::new)
                .flatMap(tenant -> members.listPlaces(person).stream()
                        .filter(candidate -> candidate.tenant().equals(tenant))
                        .findFirst())
                .orElseThrow(NotFoundException::new);
        signInFlow.refuseSingleSignOnSession(request);
        return Response.seeOther(
                        signInFlow.open(request, response, place.tenant(), person, SessionOrigin.SWITCHING, "/gallery"))
                .build();
    }

    private static UUID person(Caller caller) {
        return caller.person().orElseThrow(NotFoundException::new);
    }
}
