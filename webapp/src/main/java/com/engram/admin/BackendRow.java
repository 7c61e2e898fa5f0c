package com.engram.admin;

import com.engram.analysis.BackendBoard;
import com.engram.analysis.Hold;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A backend, whoever sees it.
 *
 * @param running calls under way, of all servers that are heard of
 */
public record BackendRow(String name, Hold hold, int running, List<BackendBoard.Seen> servers) {

    /** What the servers wrote down, by backend. */
    static List<BackendRow> of(List<BackendBoard.Seen> board) {
        return board.stream()
                .collect(Collectors.groupingBy(seen -> seen.standing().name(), TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(entry -> of(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static BackendRow of(String name, List<BackendBoard.Seen> servers) {
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
        return hold == Hold.DRAINING && running == 0;
    }

    /** The servers that are heard of. */
    public List<BackendBoard.Seen> heard() {
        return heard(servers);
    }

    /** Those of them that leave it alone or only try it. */
    public List<BackendBoard.Seen> troubled() {
        return heard().stream()
                .filter(seen -> !seen.standing().breaker().equals("closed"))
                .toList();
    }

    private static List<BackendBoard.Seen> heard(List<BackendBoard.Seen> servers) {
        return servers.stream().filter(seen -> !seen.isSilent()).toList();
    }
}
