package com.engram.portal.settings;

import com.engram.people.Permission;
import com.engram.people.Role;

/** What each role may do. The table is derived from the roles' permissions, so it is always right. */
public enum RoleCapability {
    SEE("See pictures, scores and heatmaps", Permission.READ),
    ADD("Add, analyse and delete pictures", Permission.WRITE),
    INVITE("Invite people, change their roles, remove them", Permission.MANAGE),
    KEYS("Make and revoke API keys", Permission.MANAGE),
    PLAN("Change the plan and see invoices", Permission.MANAGE),
    AUDIT("Read the audit log", Permission.MANAGE),
    SIGN_ON("Set up single sign-on", Permission.OWN),
    HAND_OVER("Hand the account over, or delete it", Permission.OWN);

    private final String description;
    private final String permission;

    RoleCapability(String description, String permission) {
        this.description = description;
        this.permission = permission;
    }

    /** What the role may do, as text. */
    public String description() {
        return description;
    }

    /** Whether a role has the permission. */
    public boolean isGrantedTo(String role) {
        return Role.of(role).permissions().contains(permission);
    }
}
