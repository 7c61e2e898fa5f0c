package com.engram.plans.usage;

import com.engram.database.Database;
import com.engram.language.Message;
import com.engram.plans.Plan;
import com.engram.plans.Plans;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.Scope;
import com.engram.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The images that a tenant may analyse in a period. A credit is reserved when an analysis is accepted; it becomes used
 * when the result is delivered, and is released otherwise. {@link UsagePeriods} says when periods begin.
 */
@ApplicationScoped
@Transactional
public class CreditAllowance {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);

    private final Database database;
    private final Plans plans;
    private final Tenants tenants;
    private final UsageThresholds thresholds;
    private final Clock clock;

    @Inject
    CreditAllowance(Database database, Plans plans, Tenants tenants, UsageThresholds thresholds, Clock clock) {
        this.database = database;
        this.plans = plans;
        this.tenants = tenants;
        this.thresholds = thresholds;
        this.clock = clock;
    }

    private record PeriodCounts(LocalDate startsOn, int used, int reserved, int granted) {}

    /** Returns the used and the remaining credits of the current tenant in the current period. */
    public Usage usage() {
        LocalDate start = period();
        return database.sql("""
            select starts_on, used, reserved, granted from usage_period
            where tenant_id = :tenant and starts_on = :start
            """)
                .bind("tenant", Scope.getTenant())
                .bind("start", start)
                .find(PeriodCounts.class)
                .map(this::toUsage)
                .orElseGet(() -> toUsage(new PeriodCounts(start, 0, 0, 0)));
    }

    /**
     * The last twelve periods in which the current tenant used anything, the oldest first. A past period has the allowance
     * of the plan that the tenant had when it ended.
     */
    public List<Usage> listPeriods() {
        List<PeriodCounts> periods =
                database.sql("""
            select starts_on, used, reserved, granted from usage_period
            where tenant_id = :tenant order by starts_on desc limit 12
            """).bind("tenant", Scope.getTenant()).list(PeriodCounts.class);
        List<PlanInForce> history = listPlansInForce();
        List<Usage> usages = new ArrayList<>();
        // An anchor that was set later may have ended a period early: where the next one begins.
        Optional<LocalDate> following = Optional.empty();
        for (PeriodCounts period : periods) {
            LocalDate computed = UsagePeriods.next(anchor(), period.startsOn());
            LocalDate end = following.filter(computed::isAfter).orElse(computed);
            usages.add(0, toUsage(period, end, imagesAt(UsagePeriods.startOf(anchor(), end), history)));
            following = Optional.of(period.startsOn());
        }
        return usages;
    }

    private record PlanInForce(Instant since, Optional<Integer> monthlyImages) {}

    /** The plans that the current tenant has had, the newest first. */
    private List<PlanInForce> listPlansInForce() {
        return database.sql("""
            select h.since, v.monthly_images from tenant_plan_history h
              join plan_version v on v.plan_code = h.plan_code and v.version = h.plan_version
            where h.tenant_id = :tenant order by h.since desc
            """).bind("tenant", Scope.getTenant()).list(PlanInForce.class);
    }

    /** The monthly images just before a time; the oldest plan's before the history begins. */
    private static Optional<Integer> imagesAt(Instant end, List<PlanInForce> history) {
        return history.stream()
                .filter(plan -> plan.since().isBefore(end))
                .findFirst()
                .or(() -> history.stream().reduce((newer, older) -> older))
                .flatMap(PlanInForce::monthlyImages);
    }

    private Usage toUsage(PeriodCounts counts) {
        return toUsage(
                counts,
                UsagePeriods.next(anchor(), counts.startsOn()),
                plans.getCurrent().monthlyImages());
    }

    private static Usage toUsage(PeriodCounts counts, LocalDate end, Optional<Integer> monthlyImages) {
        return new Usage(
                counts.startsOn(),
                end,
                counts.used(),
                counts.reserved(),
                monthlyImages.map(images -> images + counts.granted()));
    }

    private Optional<LocalDateTime> anchor() {
        return tenants.getCurrent().periodAnchor();
    }

    /** Whether the current tenant could reserve this many credits now; if not, the reason. Reserves nothing. */
    public Optional<Refusal> check(int credits) {
        return findOverduePayment().or(() -> {
            Plan plan = plans.getCurrent();
            return plan.blocksOverage()
                            && usage().left().filter(left -> left < credits).isPresent()
                    ? Optional.of(quotaExceeded(plan))
                    : Optional.empty();
        });
    }

    /**
     * Reserves credits for the current tenant. Concurrent calls for the same period wait for this transaction, so no
     * credit is reserved twice.
     *
     * @param period first day of the current period. The caller stores it with the reservation, because the credits
     *     have to be settled in the period in which they were reserved, even if the next one has begun.
     * @return the reason if fewer credits are left; nothing is reserved then
     */
    public Optional<Refusal> reserve(int credits, LocalDate period) {
        Optional<Refusal> overdue = findOverduePayment();
        if (overdue.isPresent()) {
            return overdue;
        }
        Plan plan = plans.getCurrent();
        int limit = plan.blocksOverage() ? plan.monthlyImages().orElse(Integer.MAX_VALUE) : Integer.MAX_VALUE;
        createPeriod(period);
        int reserved = database.sql("""
            update usage_period set reserved = reserved + :credits
            where tenant_id = :tenant and starts_on = :start
              and cast(used as bigint) + reserved + :credits <= cast(:limit as bigint) + granted
            """)
                .bind("credits", credits)
                .bind("tenant", Scope.getTenant())
                .bind("start", period)
                .bind("limit", limit)
                .update();
        return reserved == 1 ? Optional.empty() : Optional.of(quotaExceeded(plan));
    }

    /**
     * Uses credits of the current tenant at once, for work that is delivered already. Concurrent calls for the same period wait for
     * this transaction.
     *
     * @return the reason if fewer credits are left; nothing is used then
     */
    @Transactional(TxType.MANDATORY)
    public Optional<Refusal> use(int credits) {
        LocalDate period = period();
        Optional<Refusal> refusal = reserve(credits, period);
        if (refusal.isEmpty()) {
            database.sql("""
                update usage_period set reserved = reserved - :credits, used = used + :credits
                where tenant_id = :tenant and starts_on = :start
                """)
                    .bind("credits", credits)
                    .bind("tenant", Scope.getTenant())
                    .bind("start", period)
                    .update();
            thresholds.check(Scope.getTenant(), period);
        }
        return refusal;
    }

    /** The first day of the current period. */
    public LocalDate period() {
        return UsagePeriods.current(anchor(), clock.instant());
    }

    private void createPeriod(LocalDate period) {
        database.sql("insert into usage_period (tenant_id, starts_on) values (:tenant, :start) on conflict do nothing")
                .bind("tenant", Scope.getTenant())
                .bind("start", period)
                .update();
    }

    private Optional<Refusal> findOverduePayment() {
        return tenants.getCurrent().isReadOnly()
                ? Optional.of(new Refusal(
                        RefusalReason.PAYMENT_OVERDUE,
                        "A payment is overdue, so new images are not analysed. Your existing images and"
                                + " results stay available. Pay the open invoice under /billing."))
                : Optional.empty();
    }

    private Refusal quotaExceeded(Plan plan) {
        Usage usage = usage();
        return new Refusal(
                RefusalReason.QUOTA_EXCEEDED,
                "The plan %s has %d of its %d images left until %s. Upgrade under /billing, or wait until then."
                        .formatted(
                                plan.name(),
                                usage.left().orElse(0),
                                usage.allowance().orElse(0),
                                DAY.format(usage.to())),
                Message.of(
                        "refusal.quota_exceeded",
                        usage.left().orElse(0),
                        usage.allowance().orElse(0),
                        Message.of(
                                "refusal.day",
                                usage.to().getDayOfMonth(),
                                usage.to().getMonthValue())));
    }
}
