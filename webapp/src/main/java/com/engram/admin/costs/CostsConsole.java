package com.engram.admin.costs;

import com.engram.admin.ConsoleLayout;
import com.engram.analysis.reports.ScoringCosts;
import com.engram.people.Permission;
import com.engram.web.downloads.Csv;
import com.engram.web.downloads.CsvFormat;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.View;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Scoring costs compared with revenue, by month and tenant: as a page and as CSV. */
@Path("/admin/costs")
@RequestScoped
@RolesAllowed(Permission.BILL)
public class CostsConsole {

    @Inject
    private MarginReport report;

    @Inject
    private ConsoleLayout layout;

    @Inject
    private Clock clock;

    @Inject
    private ScoringCosts costs;

    @Inject
    @ConfigProperty(name = "engram.cost.pricesDate")
    private Optional<String> pricesDate;

    @Inject
    @ConfigProperty(name = "engram.cost.exchangeRate")
    private Optional<String> exchangeRate;

    @Inject
    @ConfigProperty(name = "engram.cost.exchangeRateDate")
    private Optional<String> exchangeRateDate;

    @Context
    private HttpServletRequest request;

    @GET
    @Produces(MediaType.TEXT_HTML)
    public View show(@QueryParam("month") @DefaultValue("") String text) {
        YearMonth month = parseMonth(text);
        YearMonth now = YearMonth.now(clock);
        List<MarginReport.TenantMonth> lines = report.listMonth(month);
        Map<String, Object> model = new HashMap<>();
        model.put("month", month);
        model.put("earlier", month.minusMonths(1));
        model.put("later", Optional.of(month.plusMonths(1)).filter(next -> !next.isAfter(now)));
        model.put("currency", report.currency());
        model.put("lines", lines);
        model.put("sum", MarginTotals.of(lines));
        model.put("backends", BackendCost.sum(costs.listMonth(month)));
        model.put(
                "instances",
                costs.listInstanceTime(month).stream().map(InstanceCost::of).toList());
        model.put("pricesDate", pricesDate.orElse(""));
        model.put("exchangeRate", exchangeRate.orElse(""));
        model.put("exchangeRateDate", exchangeRateDate.orElse(""));
        model.put(
                "chart",
                MarginChart.chart(
                        "months",
                        report.listMonths(now.minusMonths(MarginChart.MONTHS - 1), now),
                        now,
                        report.currency(),
                        RequestLanguage.messages(request)));
        return layout.view("admin/costs", model);
    }

    @GET
    @Path("costs.csv")
    @Produces("text/csv")
    public Response csv(
            @QueryParam("month") @DefaultValue("") String text, @QueryParam("format") @DefaultValue("") String format)
            throws IOException {
        YearMonth month = parseMonth(text);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Csv.Table table = Csv.table(
                out,
                CsvFormat.of(format),
                "month",
                "tenant",
                "name",
                "plan",
                "version",
                "currency",
                "price",
                "beyond",
                "tasks",
                "cost",
                "costCurrency",
                "margin");
        for (MarginReport.TenantMonth line : report.listMonth(month)) {
            table.row(
                    line.month(),
                    line.tenant(),
                    line.name(),
                    line.plan(),
                    line.version(),
                    line.currency(),
                    line.price(),
                    line.overage(),
                    line.tasks(),
                    line.cost(),
                    report.currency(),
                    line.margin().orElse(null));
        }
        table.end();
        return Csv.download(out.toByteArray(), "engram-costs-" + month + ".csv");
    }

    private YearMonth parseMonth(String text) {
        try {
            return text.isEmpty() ? YearMonth.now(clock) : YearMonth.parse(text);
        } catch (DateTimeException e) {
            throw new NotFoundException(e);
        }
    }
}
