package com.engram.people;

/** What an endpoint asks of its caller. Texts, because annotations take nothing else. */
public final class Permission {

    /** See the tenant's images, results and usage. */
    public static final String READ = "read";

    /** Upload, analyse and delete images. */
    public static final String WRITE = "write";

    /** Manage the tenant: its keys, people and plan. */
    public static final String MANAGE = "manage";

    /** Decide over the tenant itself: hand it over, delete it, and how its people must sign in. */
    public static final String OWN = "own";

    /** Run Engram itself: tenants, plans and the queue. */
    public static final String OPERATE = "operate";

    private Permission() {}
}
