package com.engram.analysis.results;

import com.engram.analysis.backends.Backends;
import com.engram.database.Database;
import com.engram.tenancy.AsOperator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/**
 * Records how long the instances of backends were there that are paid by time, so that the time that no call used can be told
 * apart. The number of instances is the configured one, not what a provider says: {@code engram.cost.<backend>.instances}. A
 * backend with {@code .minutesToScaleIn} has no instance that long after its last call.
 */
@AsOperator
@ApplicationScoped
@Transactional
public class RecordInstanceTime {

    /** A longer gap is not counted, because nobody knows what ran meanwhile. */
    private static final Duration LONGEST_GAP = Duration.ofHours(1);

    private final Database database;
    private final Backends backends;
    private final CallPrices prices;

    @Inject
    RecordInstanceTime(Database database, Backends backends, CallPrices prices) {
        this.database = database;
        this.backends = backends;
        this.prices = prices;
    }

    /** Records the time since the last call of this method, for all backends of this server. */
    public void record() {
        backends.names().stream()
                .filter(backend -> prices.instances(backend) > 0)
                .forEach(this::record);
    }

    private void record(String backend) {
        BigDecimal elapsed = database.sql("""
                select coalesce(extract(epoch from now() - max(recorded_at)), 0) from instance_time
                where backend = :backend and recorded_at > now() - make_interval(secs => :gap)
                """)
                .bind("backend", backend)
                .bind("gap", LONGEST_GAP)
                .get(BigDecimal.class);
        BigDecimal seconds = hasInstances(backend)
                ? elapsed.multiply(BigDecimal.valueOf(prices.instances(backend)))
                : BigDecimal.ZERO;
        database.sql("""
            insert into instance_time (backend, hour, seconds, cost, currency, recorded_at)
            values (:backend, date_trunc('hour', now()), :seconds, :cost, :currency, now())
            on conflict (backend, hour) do update
            set seconds = instance_time.seconds + excluded.seconds, cost = instance_time.cost + excluded.cost,
              recorded_at = excluded.recorded_at
            """)
                .bind("backend", backend)
                .bind("seconds", seconds)
                .bind("cost", prices.instance(backend, seconds).orElse(BigDecimal.ZERO))
                .bind("currency", prices.currency())
                .update();
    }

    private boolean hasInstances(String backend) {
        Optional<Integer> minutes = prices.minutesToScaleIn(backend);
        return minutes.isEmpty()
                || database.sql("""
                    select exists (select from scoring_cost
                      where backend = :backend and recorded_at > now() - make_interval(mins => :minutes))
                    """)
                        .bind("backend", backend)
                        .bind("minutes", minutes.get())
                        .get(Boolean.class);
    }
}
