package com.engram.admin.tenants;

import com.engram.people.operators.TenantHealth.Health;
import com.engram.web.PublicId;
import java.util.Locale;

/**
 * A tenant and how it is doing, as a row of the console's list.
 *
 * @param id as clients see it
 * @param payment the code of the payment state, such as {@code past-due}
 * @param paymentTone the class of its badge: {@code bad}, {@code warn}, {@code good}, or empty
 * @param usageTone {@code bad} if the allowance is used up, {@code warn} from four fifths on, else empty
 */
public record TenantHealthRow(String id, Health health, String payment, String paymentTone, String usageTone) {

    private static final double NEAR_LIMIT = 0.8;

    static TenantHealthRow of(Health health) {
        double share = health.share().orElse(0.0);
        return new TenantHealthRow(
                PublicId.TENANT.of(health.id()),
                health,
                health.payment().equals("MANUAL")
                        ? "by-hand"
                        : health.payment().toLowerCase(Locale.ROOT).replace('_', '-'),
                paymentTone(health),
                share >= 1 ? "bad" : (share >= NEAR_LIMIT ? "warn" : ""));
    }

    private static String paymentTone(Health health) {
        return switch (health.payment()) {
            case "READ_ONLY" -> "bad";
            case "PAST_DUE", "CANCELING" -> "warn";
            case "ACTIVE" -> "good";
            default -> "";
        };
    }
}
