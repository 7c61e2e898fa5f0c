package com.engram.people;

/** What an endpoint requires of its caller. Strings, because annotations accept no other constants. */
public final class Permission {

    /** See the tenant's images, results and usage. */
    public static final String READ = "read";

    /** Upload, analyse and delete images. */
    public static final String WRITE = "write";

    /** Manage the tenant: its keys, people and plan. */
    public static final String MANAGE = "manage";

    /** Manage the tenant itself: transfer it, close it, and configure single sign-on. */
    public static final String OWN = "own";

    /** Open the operator's console: look at tenants, plans, the queue and models. Every operator has it. */
    public static final String OPERATE = "operate";

    /** Help tenants: grant images, see their portal, read the audit log, and retry failures. */
    public static final String SUPPORT = "support";

    /** Handle money: assign and change plans, and see and change what tenants pay. */
    public static final String BILL = "bill";

    /** Run Engram itself: suspend tenants, change backends and models, and manage operators. */
    public static final String ADMINISTER = "administer";

    private Permission() {}
}
