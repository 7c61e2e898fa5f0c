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
public record BackendRow(String name, BackendMode hold, int running, List<BackendStatuses.Seen> servers) {

    /** What the servers wrote down, by backend. */
    public static List<BackendRow> of(List<BackendStatuses.Seen> board) {
        return board.stream()
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
                heard(servers).stream()
                        .mapToInt(seen -> seen.standing().running())
                        .sum(),
                servers);
    }

    /** Whether it drains and nothing is under way any more. */
    public boolean isDrained() {
        return hold == BackendMode.DRAINING && running == 0;
    }

    /** The servers that are heard of. */
    public List<BackendStatuses.Seen> heard() {
        return heard(servers);
    }

    /** Those of them that leave it alone or only try it. */
    public List<BackendStatuses.Seen> troubled() {
        return heard().stream()
                .filter(seen -> !seen.standing().breaker().equals("closed"))
                .toList();
    }

    private static List<BackendStatuses.Seen> heard(List<BackendStatuses.Seen> servers) {
        return servers.stream().filter(seen -> !seen.isSilent()).toList();
    }
}
