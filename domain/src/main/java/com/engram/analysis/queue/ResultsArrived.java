package com.engram.analysis.queue;

import com.engram.tenancy.TenantId;
import java.util.Set;

/**
 * Results of some tenants have changed. Fired on every server.
 *
 * @param tenants empty if notifications may have been missed, so that results of any tenant may have changed
 */
public record ResultsArrived(Set<TenantId> tenants) {}
