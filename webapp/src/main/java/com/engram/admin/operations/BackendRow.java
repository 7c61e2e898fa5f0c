package com.engram.admin.operations;

import com.engram.analysis.backends.BackendMode;
import com.engram.analysis.backends.BackendStatuses;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A scoring backend as all servers see it.
 *
 * @param running calls in flight, summed over the active servers
 */
public record BackendRow(String name, BackendMode mode, int running, List<BackendStatuses.Seen> servers) {

    /** Groups the reports of all servers by backend. */
    public static List<BackendRow> of(List<BackendStatuses.Seen> statuses) {
        return statuses.stream()
                .collect(Collectors.groupingBy(seen -> seen.standing().name(), TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(entry -> of(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static BackendRow of(String name, List<BackendStatuses.Seen> servers) {
        return new BackendRow(
                name,
                servers.get(0).standing().hold(),
                activeServers(servers).stream()
                        .mapToInt(seen -> seen.standing().running())
                        .sum(),
                servers);
    }

    /** Whether it is draining and no call is in flight any more. */
    public boolean isDrained() {
        return mode == BackendMode.DRAINING && running == 0;
    }

    /** The reports of servers that are not silent. */
    public List<BackendStatuses.Seen> activeServers() {
        return activeServers(servers);
    }

    /** The reports of active servers whose circuit breaker is not closed. */
    public List<BackendStatuses.Seen> failingServers() {
        return activeServers().stream()
                .filter(seen -> !seen.standing().breaker().equals("closed"))
                .toList();
    }

    private static List<BackendStatuses.Seen> activeServers(List<BackendStatuses.Seen> servers) {
        return servers.stream().filter(seen -> !seen.isSilent()).toList();
    }
}
