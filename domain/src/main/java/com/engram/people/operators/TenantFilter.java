package com.engram.people.operators;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * Which tenants an operator wants to see, and in which order.
 *
 * @param search a part of the name or of an owner's email address, or an id; empty for all
 * @param state the state of the tenants
 * @param plan the code of their plan; empty for all
 * @param sort the order
 */
public record TenantFilter(String search, State state, String plan, Sort sort) {

    /** All tenants, the newest first. */
    public static final TenantFilter ALL = new TenantFilter("", State.ALL, "", Sort.NEWEST);

    /** States of tenants that an operator looks for. */
    public enum State {
        ALL("true"),
        /** Anything that an operator should look at, except a tenant that nobody uses. */
        ATTENTION("(is_suspended or payment in ('PAST_DUE', 'READ_ONLY') or failures > 0 or share >= 0.8)"),
        /** A payment is overdue. */
        OVERDUE("payment in ('PAST_DUE', 'READ_ONLY')"),
        /** At least four fifths of the allowance are used. */
        LIMIT("share >= 0.8"),
        /** Analyses failed on our side in the last seven days. */
        FAILING("failures > 0"),
        /** Nobody has used it for thirty days. */
        QUIET("coalesce(last_seen, created_at) < now() - interval '30 days'"),
        SUSPENDED("is_suspended");

        private final String condition;

        State(String condition) {
            this.condition = condition;
        }

        String condition() {
            return condition;
        }

        /** The name in addresses and bundles. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The state with a code; all if there is none. */
        public static State of(String code) {
            return Stream.of(values())
                    .filter(state -> state.code().equals(code))
                    .findFirst()
                    .orElse(ALL);
        }
    }

    /** Orders of the list. */
    public enum Sort {
        NEWEST("created_at desc, id desc"),
        NAME("lower(name), id"),
        PLAN("plan, lower(name), id"),
        /** The largest share of the allowance first. */
        USAGE("share desc nulls last, used desc, id"),
        /** The most failures first. */
        FAILURES("failures desc, lower(name), id"),
        /** The most urgent payment first. */
        PAYMENT("""
            array_position(array['READ_ONLY', 'PAST_DUE', 'CANCELING', 'TRIALING', 'ACTIVE', 'ENDED', 'MANUAL'], payment),
            open_invoices desc, lower(name), id"""),
        /** Who was seen most recently first. */
        SEEN("last_seen desc nulls last, id");

        private final String order;

        Sort(String order) {
            this.order = order;
        }

        String order() {
            return order;
        }

        /** The name in addresses and bundles. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The order with a code; the newest first if there is none. */
        public static Sort of(String code) {
            return Stream.of(values())
                    .filter(sort -> sort.code().equals(code))
                    .findFirst()
                    .orElse(NEWEST);
        }
    }
}
