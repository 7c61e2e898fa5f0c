package com.engram.admin.operations;

import com.engram.analysis.backends.BackendMode;
import com.engram.analysis.backends.BackendStatuses;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A backend, whoever sees it.
 *
 * @param running calls under way, of all servers that are heard of
 */
public record BackendRow(String name, BackendMode mode, int running, List<BackendStatuses.Seen> servers) {

    /** What the servers wrote down, by backend. */
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

    /** Whether it drains and nothing is under way any more. */
    public boolean isDrained() {
        return mode == BackendMode.DRAINING && running == 0;
    }

    /** The servers that are heard of. */
    public List<BackendStatuses.Seen> activeServers() {
        return activeServers(servers);
    }

    /** Those of them that leave it alone or only try it. */
    public List<BackendStatuses.Seen> failingServers() {
        return activeServers().stream()
                .filter(seen -> !seen.standing().breaker().equals("closed"))
                .toList();
    }

    private static List<BackendStatuses.Seen> activeServers(List<BackendStatuses.Seen> servers) {
        return servers.stream().filter(seen -> !seen.isSilent()).toList();
    }
}
