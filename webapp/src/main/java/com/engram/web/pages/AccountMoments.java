package com.engram.web.pages;

import com.engram.billing.AccountOwner;
import com.engram.library.firstrun.FirstSteps;
import com.engram.library.firstrun.FirstSteps.Steps;
import com.engram.library.firstrun.SampleProject;
import com.engram.notifications.Notifications;
import com.engram.people.Permission;
import com.engram.people.closing.CloseAccount;
import com.engram.plans.Plans;
import com.engram.plans.usage.Usage;
import com.engram.tenancy.Scope;
import com.engram.web.PublicId;
import com.engram.web.pages.PageLayout.SignedInMember;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * What an account has to tell a member above every page: notifications, its closing, an allowance that runs low, and on the
 * gallery the first steps. Nothing is asked of the database that the page does not show.
 */
@ApplicationScoped
class AccountMoments {

    private static final String GALLERY = "/gallery";
    private static final int LOW_PERCENT = 80;

    @Inject
    private Notifications notifications;

    @Inject
    private CloseAccount closeAccount;

    @Inject
    private Plans plans;

    @Inject
    private AccountOwner owner;

    @Inject
    private FirstSteps firstSteps;

    @Inject
    private SampleProject sampleProject;

    /**
     * What to tell.
     *
     * @param unread notifications that the member has not read
     * @param closesAt when the account will be closed
     * @param quota the allowance, if it runs low and no image can be added beyond it
     * @param steps the first steps, if some are open
     * @param samplesOffered whether the account can have its sample project
     * @param samplesShown whether the gallery shows the sample project, and tells how to delete it
     */
    public record Model(
            int unread,
            Optional<Instant> closesAt,
            Optional<Quota> quota,
            Optional<Steps> steps,
            boolean samplesOffered,
            boolean samplesShown) {

        /** Nothing: for visitors. */
        static final Model NOTHING = new Model(0, Optional.empty(), Optional.empty(), Optional.empty(), false, false);
    }

    /**
     * An allowance that runs low.
     *
     * @param left images that can still be requested
     * @param until first day of the next period
     * @param owner whom to ask, for a member who cannot change the plan
     */
    public record Quota(int left, int allowance, LocalDate until, Optional<String> owner) {

        /** The address of an email to the owner with that subject. */
        public String mailto(String subject) {
            return "mailto:" + encoded(owner.orElse("")) + "?subject=" + encoded(subject);
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8)
                    .replace("+", "%20")
                    .replace("%40", "@");
        }
    }

    Model of(SignedInMember member, HttpServletRequest request) {
        boolean isPerson = member.caller().person().isPresent();
        boolean isGallery = request.getRequestURI().equals(GALLERY) && isPerson;
        Optional<Steps> steps = isGallery && member.may(Permission.WRITE)
                ? member.caller().person().flatMap(firstSteps::findOpen)
                : Optional.empty();
        return new Model(
                member.caller().person().map(notifications::countUnread).orElse(0),
                closeAccount.closesAt(),
                quota(member),
                steps,
                steps.isPresent() && sampleProject.isAvailable(),
                isGallery && member.may(Permission.WRITE) && showsSamples(request));
    }

    /** Whether the gallery shows the sample project only. */
    private boolean showsSamples(HttpServletRequest request) {
        Optional<UUID> shown = PublicId.PROJECT.parse(request.getParameter("project"));
        return shown.isPresent() && sampleProject.findProject().equals(shown);
    }

    private Optional<Quota> quota(SignedInMember member) {
        Usage usage = member.usage();
        int allowance = usage.allowance().orElse(0);
        int left = usage.left().orElse(0);
        boolean isLow = allowance > 0 && 100L * (allowance - left) >= (long) LOW_PERCENT * allowance;
        if (!isLow || !plans.getCurrent().blocksOverage()) {
            return Optional.empty();
        }
        boolean manages = member.may(Permission.MANAGE);
        return Optional.of(new Quota(
                left, allowance, usage.to(), manages ? Optional.empty() : owner.findEmail(Scope.getTenant())));
    }
}
