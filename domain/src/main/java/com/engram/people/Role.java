package com.engram.people;

import java.util.Locale;
import java.util.Set;

/** The roles in a tenant, from the most to the fewest permissions. */
public enum Role {
    OWNER(Set.of(Permission.READ, Permission.WRITE, Permission.MANAGE, Permission.OWN)),
    ADMIN(Set.of(Permission.READ, Permission.WRITE, Permission.MANAGE)),
    MEMBER(Set.of(Permission.READ, Permission.WRITE)),
    VIEWER(Set.of(Permission.READ));

    private final Set<String> permissions;

    Role(Set<String> permissions) {
        this.permissions = permissions;
    }

    /** The {@link Permission}s of the role. */
    public Set<String> permissions() {
        return permissions;
    }

    /** The name in the database and the API. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The role with a name.
     *
     * @throws IllegalArgumentException if there is no such role
     */
    public static Role of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
