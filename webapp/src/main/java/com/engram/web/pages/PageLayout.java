package com.engram.web.pages;

import com.engram.people.Caller;
import com.engram.people.People;
import com.engram.people.People.Profile;
import com.engram.plans.usage.Allowance;
import com.engram.plans.usage.Usage;
import com.engram.tenancy.Tenants;
import com.engram.web.CurrentCaller;
import com.engram.web.cookies.ViewAsTenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** What surrounds every page: who is signed in, to which account, and how much of its plan is used. */
@ApplicationScoped
class PageLayout {

    @Inject
    private People people;

    @Inject
    private Tenants tenants;

    @Inject
    private Allowance allowance;

    @Inject
    private ViewAsTenant watch;

    /**
     * The frame of a signed-in page.
     *
     * @param path the page's path, to mark it in the navigation
     * @param member who is signed in; empty for a visitor
     * @param watchedUntil until when an operator looks on, UTC; empty for everybody else
     */
    public record Frame(String path, Optional<Member> member, Optional<String> watchedUntil) {}

    /** Somebody signed in. */
    public record Member(Profile profile, String account, Usage usage, Caller caller) {

        /** Whether they hold that permission. */
        public boolean may(String permission) {
            return caller.permissions().contains(permission);
        }
    }

    Frame of(HttpServletRequest request) {
        Optional<Caller> caller = CurrentCaller.find(request);
        Optional<Member> member = caller.flatMap(who -> profile(who)
                .map(profile -> new Member(profile, tenants.getCurrent().name(), allowance.usage(), who)));
        Optional<String> until = caller.filter(Caller::isViewAsTenant)
                .flatMap(who -> watch.find(request))
                .map(look -> new UtcTimes().shortClock(look.until()));
        return new Frame(request.getRequestURI(), member, until);
    }

    private Optional<Profile> profile(Caller caller) {
        return caller.isViewAsTenant()
                ? Optional.of(new Profile("Operator", ""))
                : caller.person().flatMap(people::findProfile);
    }
}
