package com.engram.admin.costs;

import com.engram.database.Database;
import com.engram.database.SqlStatement;
import com.engram.language.Language;
import com.engram.language.Messages;
import com.engram.tenancy.AsOperator;
import com.engram.tenancy.TenantId;
import com.engram.web.PublicId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Revenue and scoring cost of each tenant by calendar month, UTC. Revenue is the price of the plan at the end of the
 * month (a twelfth of a yearly price) plus the overage of the periods that began in the month. The cost comes from
 * the cost ledger. Read-only.
 */
@AsOperator
@ApplicationScoped
@Transactional
public class MarginReport {

    private static final String TENANT_MONTHS = """
        select t.id as tenant, t.name, m.month, v.plan_code as plan, v.version, v.currency,
          case when m.month < date_trunc('month', t.created_at) then 0
            else v.price_cents / (case v.billing_interval when 'year' then 12.0 else 1.0 end) / 100 end as price,
          coalesce(b.images, 0) * v.overage_cents / 100.0 as overage,
          coalesce(c.tasks, 0) as tasks, coalesce(c.cost, 0) as cost
        from (select cast(generate_series(cast(:first as timestamp), cast(:last as timestamp), interval '1 month') as date) as month) m
          cross join tenant t
          join lateral (
            select w.* from plan_version w
            where (w.plan_code, w.version) = coalesce(
              (select (p.plan_code, p.plan_version) from tenant_plan_history p
               where p.tenant_id = t.id and p.since < (m.month + interval '1 month') at time zone 'UTC'
               order by p.since desc limit 1), (t.plan_code, t.plan_version))) v on true
          left join lateral (
            select sum(greatest(0, u.used - v.monthly_images - u.granted)) as images from usage_period u
            where u.tenant_id = t.id and v.overage = 'metered'
              and u.starts_on >= m.month and u.starts_on < m.month + interval '1 month') b on true
          left join lateral (
            select count(*) filter (where s.result = 'done') as tasks, sum(s.cost) as cost from scoring_cost s
            where s.tenant_id = t.id and s.recorded_at >= m.month at time zone 'UTC'
              and s.recorded_at < (m.month + interval '1 month') at time zone 'UTC') c on true
        where m.month + interval '1 month' > t.created_at at time zone 'UTC' and %s
        order by m.month, cost desc, price desc, t.name
        """;

    private static final BigDecimal SMALLEST_SHOWN = new BigDecimal("0.0001");

    @Inject
    private Database database;

    @Inject
    @ConfigProperty(name = "engram.cost.currency", defaultValue = "EUR")
    private String ledgerCurrency;

    /**
     * A tenant's revenue and cost in one month.
     *
     * @param price the plan's price for the month
     * @param overage the price of images beyond the allowance
     * @param cost the estimated cost of scoring, in the ledger's currency
     */
    public record TenantMonth(
            String tenant,
            String name,
            YearMonth month,
            String plan,
            int version,
            String currency,
            BigDecimal price,
            BigDecimal overage,
            long tasks,
            BigDecimal cost,
            boolean isComparable) {

        /** Price and overage together. */
        public BigDecimal revenue() {
            return price.add(overage);
        }

        /** Revenue less cost; empty if price and cost are in different currencies. */
        public Optional<BigDecimal> margin() {
            return isComparable ? Optional.of(revenue().subtract(cost)) : Optional.empty();
        }

        /** The cost as text. */
        public String costText(Language language) {
            return format(cost, language);
        }

        /** The margin as text, with its percentage of revenue; a dash if the currencies differ. */
        public String marginText(Language language) {
            return margin().map(left -> format(left, language)
                            + percent()
                                    .map(share -> " (" + number(share, 1, language) + " %)")
                                    .orElse(""))
                    .orElse("–");
        }

        /** Whether the cost exceeds the revenue. */
        public boolean isLoss() {
            return margin().filter(left -> left.signum() < 0).isPresent();
        }

        /** The margin in percent of revenue; empty without revenue. */
        public Optional<BigDecimal> percent() {
            return margin().filter(margin -> revenue().signum() > 0)
                    .map(margin -> margin.movePointRight(2).divide(revenue(), 1, RoundingMode.HALF_EVEN));
        }
    }

    /**
     * An amount as text with two decimals, or with four where two would show zero: one image costs a small fraction
     * of a cent.
     */
    static String format(BigDecimal amount, Language language) {
        BigDecimal hundredths = amount.setScale(2, RoundingMode.HALF_EVEN);
        if (hundredths.signum() != 0 || amount.signum() == 0) {
            return number(hundredths, 2, language);
        }
        String sign = amount.signum() < 0 ? "\u2212" : "";
        BigDecimal small = amount.abs();
        return sign
                + (small.compareTo(SMALLEST_SHOWN) < 0
                        ? Messages.in(language).text("console.costs.under", number(SMALLEST_SHOWN, 4, language))
                        : number(small, 4, language));
    }

    /** A number as text with so many decimals. */
    static String number(BigDecimal value, int decimals, Language language) {
        NumberFormat format = NumberFormat.getNumberInstance(language.formats());
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        return format.format(value).replace('-', '\u2212');
    }

    /** The currency of the cost ledger. */
    public String currency() {
        return ledgerCurrency;
    }

    private record Row(
            UUID tenant,
            String name,
            LocalDate month,
            String plan,
            int version,
            String currency,
            BigDecimal price,
            BigDecimal overage,
            long tasks,
            BigDecimal cost) {}

    /** All tenants in one month, highest cost first. */
    List<TenantMonth> listMonth(YearMonth month) {
        return list(query("true", month, month));
    }

    /** All tenants by month; both ends included. */
    public List<TenantMonth> listMonths(YearMonth first, YearMonth last) {
        return list(query("true", first, last));
    }

    /** One tenant by month; both ends included. */
    public List<TenantMonth> listMonthsOf(TenantId tenant, YearMonth first, YearMonth last) {
        return list(query("t.id = :tenant", first, last).bind("tenant", tenant));
    }

    private SqlStatement query(String condition, YearMonth first, YearMonth last) {
        return database.sql(TENANT_MONTHS.formatted(condition))
                .bind("first", first.atDay(1))
                .bind("last", last.atDay(1));
    }

    private List<TenantMonth> list(SqlStatement query) {
        return query.list(Row.class).stream().map(this::toTenantMonth).toList();
    }

    private TenantMonth toTenantMonth(Row row) {
        return new TenantMonth(
                PublicId.TENANT.of(row.tenant()),
                row.name(),
                YearMonth.from(row.month()),
                row.plan(),
                row.version(),
                row.currency(),
                row.price().setScale(2, RoundingMode.HALF_EVEN),
                row.overage().setScale(2, RoundingMode.HALF_EVEN),
                row.tasks(),
                row.cost().setScale(6, RoundingMode.HALF_EVEN),
                row.currency().equals(ledgerCurrency));
    }
}
