package com.engram.admin.operations;

import com.engram.analysis.backends.BackendMode;
import com.engram.analysis.backends.ReportedStatus;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A scoring backend as all servers see it.
 *
 * @param running calls in flight, summed over the active servers
 */
public record BackendRow(String name, BackendMode mode, int running, List<ReportedStatus> servers) {

    /** Groups the reports of all servers by backend. */
    public static List<BackendRow> of(List<ReportedStatus> statuses) {
        return statuses.stream()
                .collect(Collectors.groupingBy(seen -> seen.status().name(), TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(entry -> of(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static BackendRow of(String name, List<ReportedStatus> servers) {
        return new BackendRow(
                name,
                servers.get(0).status().mode(),
                activeServers(servers).stream()
                        .mapToInt(seen -> seen.status().running())
                        .sum(),
                servers);
    }

    /** Whether it is draining and no call is in flight any more. */
    public boolean isDrained() {
        return mode == BackendMode.DRAINING && running == 0;
    }

    /** The reports of servers that are not silent. */
    public List<ReportedStatus> activeServers() {
        return activeServers(servers);
    }

    /** The reports of active servers whose circuit breaker is not closed. */
    public List<ReportedStatus> failingServers() {
        return activeServers().stream()
                .filter(seen -> !seen.status().breaker().equals("closed"))
                .toList();
    }

    private static List<ReportedStatus> activeServers(List<ReportedStatus> servers) {
        return servers.stream().filter(seen -> !seen.isStale()).toList();
    }
}
