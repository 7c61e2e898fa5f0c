package com.engram.billing.subscriptions;

import com.engram.billing.payments.Price;
import com.engram.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;

/** The payment processor's prices of the plan versions that can be bought online. */
@ApplicationScoped
@Transactional
public class PlanPrices {

    private final Database database;
    private final Clock clock;

    @Inject
    PlanPrices(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Whether a plan version can be bought online. */
    public boolean isPublished(String planCode, int planVersion) {
        return find(planCode, planVersion).isPresent();
    }

    /** The price of a plan version; empty if it has not been published. */
    Optional<Price> find(String planCode, int planVersion) {
        return database.sql("""
            select price_id, overage_price_id from plan_price
            where plan_code = :code and plan_version = :version
            """)
                .bind("code", planCode)
                .bind("version", planVersion)
                .find(Price.class);
    }

    /** Stores the price of a plan version. */
    void save(String planCode, int planVersion, Price price) {
        database.sql("""
            insert into plan_price (plan_code, plan_version, price_id, overage_price_id, synced_at)
            values (:code, :version, :priceId, :overagePriceId, :now)
            on conflict (plan_code, plan_version) do update set
              price_id = excluded.price_id, overage_price_id = excluded.overage_price_id,
              synced_at = excluded.synced_at
            """)
                .bind("code", planCode)
                .bind("version", planVersion)
                .bindAll(price)
                .bind("now", clock.instant())
                .update();
    }
}
