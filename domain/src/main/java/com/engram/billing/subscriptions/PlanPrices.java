package com.engram.billing.subscriptions;

import com.engram.billing.payments.Payments.Price;
import com.engram.tenancy.TupleRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.hibernate.query.NativeQuery;
import org.hibernate.type.StandardBasicTypes;

/** Which versions of plans can be bought online, and under which of the processor's prices. */
@ApplicationScoped
@Transactional
public class PlanPrices {

    private final EntityManager entities;
    private final Clock clock;

    @Inject
    PlanPrices(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /** The price of a version of a plan; empty until it was offered online. */
    public Optional<Price> find(String code, int version) {
        return TupleRows.of(entities.createNativeQuery(
                                "select price_id, overage_price_id from plan_price where plan_code = :code and plan_version = :version",
                                Tuple.class)
                        .setParameter("code", code)
                        .setParameter("version", version))
                .map(row -> new Price(row.get(0, String.class), Optional.ofNullable(row.get(1, String.class))))
                .findFirst();
    }

    /** The plans, as {@code code/version}, that can be bought online. */
    @SuppressWarnings("unchecked")
    public List<String> listOffered() {
        return entities.createNativeQuery("select plan_code || '/' || plan_version from plan_price", String.class)
                .getResultList();
    }

    /** Keeps the price of a version. */
    @SuppressWarnings("unchecked")
    void keep(String code, int version, Price price) {
        entities.createNativeQuery("""
                        insert into plan_price (plan_code, plan_version, price_id, overage_price_id, synced_at)
                        values (:code, :version, :price, :overage, :now)
                        on conflict (plan_code, plan_version) do update
                          set price_id = excluded.price_id, overage_price_id = excluded.overage_price_id, synced_at = excluded.synced_at
                        """)
                .setParameter("code", code)
                .setParameter("version", version)
                .setParameter("price", price.licence())
                .setParameter("now", clock.instant())
                .unwrap(NativeQuery.class)
                .setParameter("overage", price.overage().orElse(null), StandardBasicTypes.STRING)
                .executeUpdate();
    }
}
