package com.engram.admin;

import com.engram.people.Caller;
import com.engram.people.Permission;

/**
 * What the signed-in operator may do, so that a page offers nothing else. The endpoints check it themselves.
 *
 * @param support help tenants
 * @param bill handle money
 * @param administer run Engram itself
 */
public record OperatorPermissions(boolean support, boolean bill, boolean administer) {

    /** The permissions of an operator. */
    static OperatorPermissions of(Caller caller) {
        return new OperatorPermissions(
                caller.permissions().contains(Permission.SUPPORT),
                caller.permissions().contains(Permission.BILL),
                caller.permissions().contains(Permission.ADMINISTER));
    }
}
