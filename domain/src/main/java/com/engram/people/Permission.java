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

    /** Run Engram itself: tenants, plans and the queue. */
    public static final String OPERATE = "operate";

    private Permission() {}
}
