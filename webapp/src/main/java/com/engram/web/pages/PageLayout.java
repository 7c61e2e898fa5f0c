package com.engram.web.pages;

import com.engram.people.Caller;
import com.engram.people.People;
import com.engram.people.People.Profile;
import com.engram.plans.usage.CreditAllowance;
import com.engram.plans.usage.Usage;
import com.engram.tenancy.Tenants;
import com.engram.web.CurrentCaller;
import com.engram.web.cookies.ViewAsTenant;
import com.engram.web.language.RequestLanguage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Loads what the layout shows on every page: who is signed in, the account, and how much of its plan is used. */
@ApplicationScoped
public class PageLayout {

    private static final String PREPARED = PageLayout.class.getName();

    @Inject
    private People people;

    @Inject
    private Tenants tenants;

    @Inject
    private CreditAllowance allowance;

    @Inject
    private ViewAsTenant viewAsTenant;

    @Inject
    private AccountMoments moments;

    /**
     * The model of the layout.
     *
     * @param path the page's path, to mark it in the navigation
     * @param member who is signed in; empty for a visitor
     * @param readOnlyViewUntil when an operator's read-only view ends, UTC; empty for everybody else
     * @param moments what the account has to tell the member on every page
     */
    public record Model(
            String path,
            Optional<SignedInMember> member,
            Optional<String> readOnlyViewUntil,
            AccountMoments.Model moments) {}

    /** A member who is signed in to an account. */
    public record SignedInMember(Profile profile, String account, Usage usage, Caller caller) {

        /** Whether the member has that permission. */
        public boolean may(String permission) {
            return caller.permissions().contains(permission);
        }
    }

    /**
     * Loads the layout of a page in the running transaction, for an endpoint that has one anyway: the page then needs no
     * second one.
     */
    @Transactional
    public void prepare(HttpServletRequest request) {
        request.setAttribute(PREPARED, load(request));
    }

    /** The layout that an endpoint has prepared. */
    static Optional<Model> findPrepared(HttpServletRequest request) {
        return Optional.ofNullable((Model) request.getAttribute(PREPARED));
    }

    /** One transaction for all that the layout reads. */
    @Transactional
    Model of(HttpServletRequest request) {
        return load(request);
    }

    private Model load(HttpServletRequest request) {
        Optional<Caller> caller = CurrentCaller.find(request);
        Optional<SignedInMember> member = caller.flatMap(signedIn -> findProfile(signedIn)
                .map(profile -> new SignedInMember(profile, tenants.getCurrent().name(), allowance.usage(), signedIn)));
        Optional<String> until = caller.filter(Caller::isViewAsTenant)
                .flatMap(operator -> viewAsTenant.find(request))
                .map(view -> new UtcTimes(RequestLanguage.of(request)).shortClock(view.until()));
        AccountMoments.Model told =
                member.map(signedIn -> moments.of(signedIn, request)).orElse(AccountMoments.Model.NOTHING);
        return new Model(request.getRequestURI(), member, until, told);
    }

    /** The model for a caller of whom nothing is known. */
    static Model ofVisitor(HttpServletRequest request) {
        return new Model(request.getRequestURI(), Optional.empty(), Optional.empty(), AccountMoments.Model.NOTHING);
    }

    private Optional<Profile> findProfile(Caller caller) {
        return caller.isViewAsTenant()
                ? Optional.of(new Profile("Operator", ""))
                : caller.person().flatMap(people::findProfile);
    }
}
