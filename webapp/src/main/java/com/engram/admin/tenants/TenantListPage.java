package com.engram.admin.tenants;

import com.engram.admin.ConsoleLayout;
import com.engram.language.Message;
import com.engram.people.operators.SavedFilters;
import com.engram.people.operators.TenantHealth;
import com.engram.people.operators.TenantHealth.Health;
import com.engram.plans.Plans;
import com.engram.web.CurrentCaller;
import com.engram.web.PublicId;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.View;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page that lists tenants, for those who filter it and for those who open an account there. */
@RequestScoped
class TenantListPage {

    static final String PATH = "/admin/tenants";

    private static final int PAGE_SIZE = 50;

    /** A filter that the operator has saved. */
    public record SavedFilterView(String id, String name, String href, boolean isCurrent) {}

    @Inject
    private TenantHealth health;

    @Inject
    private SavedFilters savedFilters;

    @Inject
    private Plans plans;

    @Inject
    private ConsoleLayout layout;

    @Inject
    private HttpServletRequest request;

    /**
     * The page with a list of tenants.
     *
     * @param more values of the page that differ from those of a plain list
     */
    View view(TenantList list, Map<String, ?> more) {
        List<Health> tenants = health.list(
                list.filter(), PublicId.TENANT.parse(list.filter().search()), list.page() * PAGE_SIZE, PAGE_SIZE);
        long matches = tenants.isEmpty() ? 0 : tenants.get(0).matches();
        String query = list.query();
        Map<String, Object> model = new HashMap<>();
        model.put("tenants", tenants.stream().map(TenantHealthRow::of).toList());
        model.put("list", list.of((int) ((matches + PAGE_SIZE - 1) / PAGE_SIZE)));
        model.put("matches", matches);
        model.put(
                "saved",
                savedFilters.listFilters(CurrentCaller.getCaller(request).id()).stream()
                        .map(filter -> new SavedFilterView(
                                PublicId.FILTER.of(filter.id()),
                                filter.name(),
                                TenantList.href(filter.query()),
                                filter.query().equals(query)))
                        .toList());
        model.put("plans", plans.listPlans());
        model.put(
                "offers",
                plans.listPlans().stream().filter(offer -> !offer.isArchived()).toList());
        model.put("opened", Optional.empty());
        model.put("fault", "");
        model.put("opening", false);
        model.put("fields", Map.of("name", "", "ownerEmail", "", "plan", "free"));
        model.putAll(more);
        return layout.view("admin/tenants", model);
    }

    /** The page of a request that was refused. */
    Response refused(TenantList list, Message why, Map<String, ?> more) {
        Map<String, Object> model = new HashMap<>(more);
        model.put("fault", RequestLanguage.messages(request).text(why));
        return Response.status(422).entity(view(list, model)).build();
    }
}
