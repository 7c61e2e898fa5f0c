package com.engram.admin.tenants;

import com.engram.people.operators.TenantFilter;
import com.engram.people.operators.TenantFilter.Sort;
import com.engram.people.operators.TenantFilter.State;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The list of tenants as its address describes it: a filter and a page. The address of a link differs from it in one value,
 * and has only values that differ from those of the whole list.
 *
 * @param page the number of the page, from 0
 * @param pages how many pages there are; 0 as long as that is not known
 */
public record TenantList(TenantFilter filter, int page, int pages) {

    private static final String PATH = "/admin/tenants";

    /** The list that an address describes. Values that do not exist count as missing. */
    static TenantList parse(String search, String state, String plan, String sort, String page) {
        int number = page.matches("\\d{1,4}") ? Integer.parseInt(page) : 0;
        return new TenantList(
                new TenantFilter(search.strip(), State.of(state), plan.strip(), Sort.of(sort)), number, 0);
    }

    /** The same list, whose number of pages is known. */
    TenantList of(int pages) {
        return new TenantList(filter, page, pages);
    }

    /** The query of the address, without the page: what a saved filter keeps. Empty for the whole list. */
    public String query() {
        return query(filter, 0);
    }

    /** Whether only some of the tenants are listed, or in another order. */
    public boolean isFiltered() {
        return !query().isEmpty();
    }

    /** The address of the list with another state. */
    public String stateHref(String state) {
        return href(new TenantFilter(filter.search(), State.of(state), filter.plan(), filter.sort()), 0);
    }

    /** The address of the list in another order. */
    public String sortHref(String sort) {
        return href(new TenantFilter(filter.search(), filter.state(), filter.plan(), Sort.of(sort)), 0);
    }

    /** The address of the page before; empty on the first page. */
    public Optional<String> previousHref() {
        return page > 0 ? Optional.of(href(filter, page - 1)) : Optional.empty();
    }

    /** The address of the next page; empty on the last page. */
    public Optional<String> nextHref() {
        return page + 1 < pages ? Optional.of(href(filter, page + 1)) : Optional.empty();
    }

    /** The address of a saved filter. */
    static String href(String query) {
        return query.isEmpty() ? PATH : PATH + "?" + query;
    }

    private static String href(TenantFilter filter, int page) {
        return href(query(filter, page));
    }

    private static String query(TenantFilter filter, int page) {
        return Stream.of(
                        value("search", filter.search(), ""),
                        value("state", filter.state().code(), State.ALL.code()),
                        value("plan", filter.plan(), ""),
                        value("sort", filter.sort().code(), Sort.NEWEST.code()),
                        value("page", String.valueOf(page), "0"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("&"));
    }

    private static Optional<String> value(String name, String value, String usual) {
        return value.equals(usual)
                ? Optional.empty()
                : Optional.of(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
}
