package com.engram.portal.settings;

import com.engram.people.Permission;
import com.engram.people.Role;

/** What each role may do; {@code people.capability} names it. The table is derived from the roles' permissions, so it is always right. */
public enum RoleCapability {
    SEE(Permission.READ),
    ADD(Permission.WRITE),
    INVITE(Permission.MANAGE),
    KEYS(Permission.MANAGE),
    PLAN(Permission.MANAGE),
    AUDIT(Permission.MANAGE),
    SIGN_ON(Permission.OWN),
    HAND_OVER(Permission.OWN);

    private final String permission;

    RoleCapability(String permission) {
        this.permission = permission;
    }

    /** Whether a role has the permission. */
    public boolean isGrantedTo(String role) {
        return Role.of(role).permissions().contains(permission);
    }
}
