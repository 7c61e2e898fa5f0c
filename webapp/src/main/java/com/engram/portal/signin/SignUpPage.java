package com.engram.portal.signin;

import com.engram.billing.MoneyFormat;
import com.engram.billing.payments.Payments;
import com.engram.billing.subscriptions.PlanPrices;
import com.engram.language.Message;
import com.engram.language.Messages;
import com.engram.limits.RateLimitDecision;
import com.engram.people.signin.Throttle;
import com.engram.people.signup.ConfirmEmailAddress;
import com.engram.people.signup.SignUp;
import com.engram.plans.CurrentPlan;
import com.engram.plans.Plans;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.View;
import jakarta.annotation.security.PermitAll;
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
import java.util.Map;
import java.util.Optional;

/** Sign-up: creates an account and signs its owner in. */
@Path("/signup")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class SignUpPage {

    @Inject
    private SignUp signUp;

    @Inject
    private ConfirmEmailAddress confirmEmailAddress;

    @Inject
    private Throttle throttle;

    @Inject
    private SignInFlow signInFlow;

    @Inject
    private Plans plans;

    @Inject
    private PlanPrices prices;

    @Inject
    private Optional<Payments> payments;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    /** The plan with which a visitor came from the price list. */
    public record ChosenPlan(String code, String name, String price, String interval, int trialDays) {}

    @GET
    @PermitAll
    public View show(@QueryParam("plan") @DefaultValue("") String plan) {
        return form(new SignUp.Application("", "", "", ""), plan, Optional.empty());
    }

    @POST
    @PermitAll
    public Response submit(
            @FormParam("company") @DefaultValue("") String company,
            @FormParam("name") @DefaultValue("") String name,
            @FormParam("email") @DefaultValue("") String email,
            @FormParam("password") @DefaultValue("") String password,
            @FormParam("plan") @DefaultValue("") String plan) {
        SignUp.Application application = new SignUp.Application(company, name, email, password);
        RateLimitDecision decision = throttle.checkVisit(request.getRemoteAddr());
        if (!decision.allowed()) {
            return TooManyAttempts.response(
                    decision,
                    form(
                            application,
                            plan,
                            Optional.of(new SignUp.InvalidField(
                                    "", Message.of("signin.tooMany", TooManyAttempts.minutes(decision))))));
        }
        if (confirmEmailAddress.isWanted(request.getRemoteAddr())) {
            Optional<SignUp.InvalidField> fault = confirmEmailAddress.faultOf(application);
            if (fault.isPresent()) {
                return Response.status(422)
                        .entity(form(application, plan, fault))
                        .build();
            }
            if (throttle.checkEmail(email).allowed()) {
                confirmEmailAddress.ask(
                        application, findChosen(plan).map(CurrentPlan::code).orElse(""), RequestLanguage.of(request));
            }
            return Response.ok(View.of(
                            "signup-sent",
                            Map.of("email", email.strip(), "byEmail", confirmEmailAddress.isSentByEmail())))
                    .build();
        }
        return open(application, plan);
    }

    /** Opens the account at once. A visitor can find out only a few known addresses this way. */
    private Response open(SignUp.Application application, String plan) {
        RateLimitDecision decision = throttle.checkUnconfirmedSignUp(request.getRemoteAddr());
        if (!decision.allowed()) {
            return TooManyAttempts.response(
                    decision,
                    form(
                            application,
                            plan,
                            Optional.of(new SignUp.InvalidField(
                                    "", Message.of("signin.tooMany", TooManyAttempts.minutes(decision))))));
        }
        TenantId tenant = SignUp.newTenant();
        SignUp.Result result;
        try (Scope.Entered ignored = Scope.enter(tenant)) {
            result = signUp.signUp(application);
        }
        boolean isEmailRefused =
                result instanceof SignUp.InvalidField refused && refused.field().equals("email");
        if (!isEmailRefused) {
            throttle.clearUnconfirmedSignUp(request.getRemoteAddr());
        }
        if (result instanceof SignUp.InvalidField invalid) {
            return Response.status(422)
                    .entity(form(application, plan, Optional.of(invalid)))
                    .build();
        }
        signInFlow.rememberBrowser(request, response, application.email());
        return Response.seeOther(signInFlow.open(
                        request, response, tenant, ((SignUp.Welcome) result).person(), "sign-up", firstPage(plan)))
                .build();
    }

    /** The page behind the email's link. Opening it changes nothing, because mail filters open links too. */
    @GET
    @Path("confirm/{token}")
    @PermitAll
    public View showConfirmation(@PathParam("token") String token) {
        return confirmation(token, "", false);
    }

    @POST
    @Path("confirm/{token}")
    @PermitAll
    public Response confirm(
            @PathParam("token") String token, @FormParam("password") @DefaultValue("") String password) {
        SignUp.Confirmed confirmed = confirmEmailAddress.read(token).orElseThrow(NotFoundException::new);
        RateLimitDecision decision = throttle.checkVisit(request.getRemoteAddr());
        if (!decision.allowed()) {
            return TooManyAttempts.response(
                    decision,
                    confirmation(token, TooManyAttempts.message(decision, RequestLanguage.messages(request)), false));
        }
        if (!confirmEmailAddress.isChosen(confirmed, password)) {
            return Response.status(422)
                    .entity(confirmation(
                            token, RequestLanguage.messages(request).text("signin.confirm.notChosen"), false))
                    .build();
        }
        TenantId tenant = SignUp.newTenant();
        SignUp.Result result;
        try (Scope.Entered ignored = Scope.enter(tenant)) {
            result = signUp.signUp(confirmed);
        }
        if (result instanceof SignUp.InvalidField invalid) {
            return Response.status(422)
                    .entity(confirmation(
                            token, RequestLanguage.messages(request).text(invalid.why()), true))
                    .build();
        }
        signInFlow.rememberBrowser(request, response, confirmed.email());
        return Response.seeOther(signInFlow.open(
                        request,
                        response,
                        tenant,
                        ((SignUp.Welcome) result).person(),
                        "sign-up",
                        firstPage(confirmed.plan())))
                .build();
    }

    private View confirmation(String token, String problem, boolean isKnown) {
        SignUp.Confirmed confirmed = confirmEmailAddress.read(token).orElseThrow(NotFoundException::new);
        return View.of(
                "signup-confirm",
                Map.of(
                        "token",
                        token,
                        "company",
                        confirmed.company(),
                        "email",
                        confirmed.email(),
                        "problem",
                        problem,
                        "known",
                        isKnown));
    }

    /** A new account that came for a plan continues with it; all others begin with the gallery. */
    private String firstPage(String plan) {
        return findChosen(plan)
                .map(chosen -> "/billing/choose/" + chosen.code())
                .orElse("/gallery");
    }

    /** The plan of that code, if it is bought online. */
    private Optional<CurrentPlan> findChosen(String code) {
        return plans.findPlan(code)
                .filter(CurrentPlan::isForSale)
                .filter(plan -> !plan.terms().isFree())
                .filter(plan -> payments.isPresent() && prices.isPublished(plan.code(), plan.version()));
    }

    private View form(SignUp.Application values, String plan, Optional<SignUp.InvalidField> fault) {
        Messages messages = RequestLanguage.messages(request);
        return View.of(
                "signup",
                Map.of(
                        "chosen",
                        findChosen(plan)
                                .map(found -> new ChosenPlan(
                                        found.code(),
                                        found.name(),
                                        MoneyFormat.formatPrice(
                                                found.terms().priceCents(),
                                                found.terms().currency(),
                                                messages.language()),
                                        messages.text("billing.plan.interval."
                                                + found.terms().interval().code()),
                                        found.terms().trialDays())),
                        "values",
                        Map.of("company", values.company(), "name", values.name(), "email", values.email()),
                        "fault",
                        fault));
    }
}
