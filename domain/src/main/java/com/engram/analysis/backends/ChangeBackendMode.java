package com.engram.analysis.backends;

import com.engram.tenancy.AsOperator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Pauses, drains or resumes a backend on all servers, for the operator. This server applies the mode at once and
 * reports its new status; the others follow within seconds.
 */
@AsOperator
@ApplicationScoped
public class ChangeBackendMode {

    private final BackendStatuses statuses;
    private final Backends backends;
    private final String server;

    @Inject
    ChangeBackendMode(
            BackendStatuses statuses,
            Backends backends,
            @ConfigProperty(name = "engram.server.name", defaultValue = "localhost") String server) {
        this.statuses = statuses;
        this.backends = backends;
        this.server = server;
    }

    /** Changes the mode of a backend; false if no backend has that name. */
    public boolean change(String backend, BackendMode mode) {
        if (!backends.names().contains(backend)) {
            return false;
        }
        statuses.setMode(backend, mode);
        backends.applyModes(statuses.listModes());
        statuses.report(server, backends.listStatuses());
        return true;
    }
}
