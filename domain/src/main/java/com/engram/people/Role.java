package com.engram.people;

import java.util.Locale;
import java.util.Set;

/** What a person may do in a tenant, from the most to the least. */
public enum Role {
    OWNER(Set.of(Permission.READ, Permission.WRITE, Permission.MANAGE, Permission.OWN)),
    ADMIN(Set.of(Permission.READ, Permission.WRITE, Permission.MANAGE)),
    MEMBER(Set.of(Permission.READ, Permission.WRITE)),
    VIEWER(Set.of(Permission.READ));

    private final Set<String> permissions;

    Role(Set<String> permissions) {
        this.permissions = permissions;
    }

    /** The {@link Permission}s that the role holds. */
    public Set<String> permissions() {
        return permissions;
    }

    /** The name as the database and the API write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The role of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Role of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
