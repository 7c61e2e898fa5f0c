package com.engram.web.cookies;

import com.engram.people.Caller;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Lets an operator see the portal as a tenant sees it: read-only, with a banner, and for 30 minutes at most. The view is
 * kept in an encrypted cookie of its own.
 */
@ApplicationScoped
public class ViewAsTenant {

    @Inject
    private EncryptedCookies cookies;

    @Inject
    private Clock clock;

    /**
     * A view that has not ended.
     *
     * @param operator who views
     * @param tenant whose portal is viewed
     * @param until when the view ends
     */
    public record ActiveView(UUID operator, TenantId tenant, Instant until) {}

    /** Starts a view in this browser. */
    public void start(HttpServletRequest request, HttpServletResponse response, UUID operator, TenantId tenant) {
        long until =
                clock.instant().plus(BrowserCookie.VIEW_AS_TENANT.lifetime()).getEpochSecond();
        String text = "%s %s %d".formatted(operator, tenant.value(), until);
        cookies.set(request, response, BrowserCookie.VIEW_AS_TENANT, text);
    }

    /** Ends the view of this browser. */
    public void stop(HttpServletRequest request, HttpServletResponse response) {
        BrowserCookie.VIEW_AS_TENANT.clear(request, response);
    }

    /** The view of this browser; empty if there is none, or it has ended. */
    public Optional<ActiveView> find(HttpServletRequest request) {
        return cookies.find(request, BrowserCookie.VIEW_AS_TENANT)
                .map(text -> text.split(" "))
                .map(part -> new ActiveView(
                        UUID.fromString(part[0]),
                        new TenantId(UUID.fromString(part[1])),
                        Instant.ofEpochSecond(Long.parseLong(part[2]))));
    }

    /** The caller of a request that belongs to a view. */
    public Optional<Caller> findCaller(HttpServletRequest request) {
        return find(request).map(view -> Caller.viewAsTenant(view.operator(), view.tenant()));
    }
}
