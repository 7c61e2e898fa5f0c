package com.engram.people;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What an operator may do in the console. Every operator may look at tenants, plans, the queue and models. */
public enum OperatorRole {
    /** Helps tenants: grants images, sees their portal, reads the audit log, and retries failures. */
    SUPPORT(Set.of(Permission.OPERATE, Permission.SUPPORT)),
    /** Handles money: plans, invoices, costs, and the payment processor. */
    BILLING(Set.of(Permission.OPERATE, Permission.BILL)),
    /** May do everything, and alone: suspend tenants, change backends and models, and manage operators. */
    ADMINISTRATOR(Set.of(Permission.OPERATE, Permission.SUPPORT, Permission.BILL, Permission.ADMINISTER));

    private final Set<String> permissions;

    OperatorRole(Set<String> permissions) {
        this.permissions = permissions;
    }

    /** The {@link Permission}s of the role. */
    public Set<String> permissions() {
        return permissions;
    }

    /** The name in the database and in forms. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The role with a code.
     *
     * @throws IllegalArgumentException if there is no such role
     */
    public static OperatorRole of(String code) {
        return find(code).orElseThrow(() -> new IllegalArgumentException("There is no operator role " + code));
    }

    /** The role with a code; empty if there is none. */
    public static Optional<OperatorRole> find(String code) {
        return Stream.of(values()).filter(role -> role.code().equals(code)).findFirst();
    }
}
