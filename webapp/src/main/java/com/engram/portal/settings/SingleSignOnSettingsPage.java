package com.engram.portal.settings;

import com.engram.mail.PortalUrl;
import com.engram.people.Permission;
import com.engram.people.Role;
import com.engram.people.sso.OidcClient;
import com.engram.people.sso.OidcClient.ProviderException;
import com.engram.people.sso.OidcProvider;
import com.engram.people.sso.SingleSignOn;
import com.engram.portal.signin.SingleSignOnPage;
import com.engram.tenancy.Scope;
import com.engram.web.PublicId;
import com.engram.web.pages.View;
import com.engram.web.security.RequiresReauthentication;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** The settings of the tenant's OpenID Connect provider, for the owner. */
@Path("/settings/sign-on")
@RequestScoped
@RolesAllowed(Permission.OWN)
@Produces(MediaType.TEXT_HTML)
public class SingleSignOnSettingsPage {

    @Inject
    private SingleSignOn singleSignOn;

    @Inject
    private OidcClient oidcClient;

    @Inject
    private PortalUrl portal;

    @GET
    public View show() {
        return page("");
    }

    @POST
    @RequiresReauthentication("/settings/sign-on")
    public Response set(
            @FormParam("issuer") @DefaultValue("") String issuer,
            @FormParam("clientId") @DefaultValue("") String clientId,
            @FormParam("clientSecret") @DefaultValue("") String clientSecret,
            @FormParam("role") @DefaultValue("viewer") String role,
            @FormParam("required") @DefaultValue("") String required,
            @FormParam("vouches") @DefaultValue("") String vouches) {
        String secret = clientSecret.isEmpty()
                ? singleSignOn.find().map(OidcProvider::clientSecret).orElse("")
                : clientSecret;
        OidcProvider provider = new OidcProvider(
                issuer.strip(), clientId.strip(), secret, parseRole(role), !required.isEmpty(), !vouches.isEmpty());
        try {
            oidcClient.meet(provider);
        } catch (ProviderException e) {
            return Response.status(422).entity(page(e.getMessage() + ".")).build();
        }
        singleSignOn.set(provider);
        return redirect();
    }

    @POST
    @Path("remove")
    @RequiresReauthentication("/settings/sign-on")
    public Response remove() {
        singleSignOn.remove();
        return redirect();
    }

    private static Role parseRole(String role) {
        return role.equals("admin") ? Role.ADMIN : role.equals("member") ? Role.MEMBER : Role.VIEWER;
    }

    private static Response redirect() {
        return Response.seeOther(URI.create("/settings/sign-on")).build();
    }

    private View page(String problem) {
        Optional<OidcProvider> provider = singleSignOn.find();
        return View.of(
                "sign-on",
                Map.of(
                        "provider",
                        provider,
                        "callback",
                        portal.at(SingleSignOnPage.CALLBACK),
                        "link",
                        portal.at("/sso/" + PublicId.TENANT.of(Scope.getTenant().value())),
                        "problem",
                        problem));
    }
}
