package com.engram.web.cookies;

import com.engram.people.Caller;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An operator's look at a tenant's portal, as the tenant sees it: with a banner, read-only, and over by itself. The
 * browser keeps it in a sealed cookie, apart from the operator's own, which the portal never gets to see.
 */
@ApplicationScoped
public class ViewAsTenant {

    /** Then it is over. */
    public static final Duration LASTS = Duration.ofMinutes(30);

    private static final String COOKIE = "engram_watch";

    @Inject
    private EncryptedCookies cookies;

    @Inject
    private Clock clock;

    /** Who looks at whom, and until when. */
    public record Look(UUID operator, TenantId tenant, Instant until) {}

    /** Lets this browser see that tenant's portal for a while. */
    public void begin(HttpServletRequest request, HttpServletResponse response, UUID operator, TenantId tenant) {
        long until = clock.instant().plus(LASTS).getEpochSecond();
        cookies.put(request, response, COOKIE, "%s %s %d".formatted(operator, tenant.value(), until), LASTS);
    }

    /** Ends it. */
    public void end(HttpServletRequest request, HttpServletResponse response) {
        cookies.clear(request, response, COOKIE);
    }

    /** The look that this browser has, while it lasts. */
    public Optional<Look> find(HttpServletRequest request) {
        return cookies.find(request, COOKIE)
                .map(text -> text.split(" "))
                .map(part -> new Look(
                        UUID.fromString(part[0]),
                        new TenantId(UUID.fromString(part[1])),
                        Instant.ofEpochSecond(Long.parseLong(part[2]))));
    }

    public Optional<Caller> findCaller(HttpServletRequest request) {
        return find(request).map(look -> Caller.watching(look.operator(), look.tenant()));
    }
}
