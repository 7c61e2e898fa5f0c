package com.engram.admin.operators;

import com.engram.people.OperatorRole;
import com.engram.people.Permission;

/**
 * What each operator role may do; {@code console.capability} names it. The table is derived from the roles' permissions,
 * so it is always right.
 */
public enum OperatorCapability {
    LOOK(Permission.OPERATE),
    HELP(Permission.SUPPORT),
    VIEW(Permission.SUPPORT),
    LOG(Permission.SUPPORT),
    PLANS(Permission.BILL),
    INVOICES(Permission.BILL),
    SUSPEND(Permission.ADMINISTER),
    RUN(Permission.ADMINISTER),
    OPERATORS(Permission.ADMINISTER);

    private final String permission;

    OperatorCapability(String permission) {
        this.permission = permission;
    }

    /** Whether a role has the permission. */
    public boolean isGrantedTo(String role) {
        return OperatorRole.of(role).permissions().contains(permission);
    }
}
