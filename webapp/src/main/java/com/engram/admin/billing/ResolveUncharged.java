package com.engram.admin.billing;

import com.engram.billing.metering.ParkedUsage;
import com.engram.tenancy.TenantId;
import com.engram.web.PublicId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what the operator sends about uncharged usage, for the page and for the API. */
@ApplicationScoped
class ResolveUncharged {

    @Inject
    private ParkedUsage parkedUsage;

    /** Executes {@code retry} or {@code settle}; false if a value is invalid or there is no such usage. */
    boolean resolve(@Nullable String tenant, @Nullable String startsOn, @Nullable String action) {
        Optional<TenantId> id =
                PublicId.TENANT.parse(tenant == null ? "" : tenant).map(TenantId::new);
        Optional<LocalDate> period = parseDay(startsOn);
        if (id.isEmpty() || period.isEmpty()) {
            return false;
        }
        if ("retry".equals(action)) {
            return parkedUsage.retry(id.get(), period.get());
        }
        return "settle".equals(action) && parkedUsage.settle(id.get(), period.get());
    }

    private static Optional<LocalDate> parseDay(@Nullable String day) {
        try {
            return Optional.ofNullable(day).map(LocalDate::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
