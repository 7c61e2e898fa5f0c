package com.engram.web;

import com.engram.people.Caller;
import com.engram.people.People;
import com.engram.people.People.Profile;
import com.engram.plans.Allowance;
import com.engram.plans.Usage;
import com.engram.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** What surrounds every page: who is signed in, to which account, and how much of its plan is used. */
@ApplicationScoped
class Shell {

    @Inject
    private People people;

    @Inject
    private Tenants tenants;

    @Inject
    private Allowance allowance;

    /**
     * The frame of a signed-in page.
     *
     * @param path the page's path, to mark it in the navigation
     * @param member who is signed in; empty for a visitor
     */
    public record Frame(String path, Optional<Member> member) {}

    /** Somebody signed in. */
    public record Member(Profile profile, String account, Usage usage, Caller caller) {

        /** Whether they hold that permission. */
        public boolean may(String permission) {
            return caller.permissions().contains(permission);
        }
    }

    Frame of(HttpServletRequest request) {
        Optional<Member> member = Callers.find(request)
                .flatMap(caller -> caller.person()
                        .flatMap(people::findProfile)
                        .map(profile -> new Member(profile, tenants.getCurrent().name(), allowance.usage(), caller)));
        return new Frame(request.getRequestURI(), member);
    }
}
