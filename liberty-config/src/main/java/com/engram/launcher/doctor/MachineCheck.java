package com.engram.launcher.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/** Checks the JDK and the memory of the machine. */
record MachineCheck(int java, String vendor, long memoryBytes) implements Check {

    /** The releases with long-term support from the oldest that Engram accepts; the suite runs on the first. */
    private static final int OLDEST = 17;

    private static final int NEWEST = 25;
    private static final long GIGABYTE = 1L << 30;

    /** The server's heap, the worker, PostgreSQL and the store, with the page cache that they need. */
    private static final long ENOUGH = 3 * GIGABYTE;

    MachineCheck() {
        this(
                Runtime.version().feature(),
                System.getProperty("java.vendor"),
                ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize());
    }

    @Override
    public String name() {
        return "jdk";
    }

    @Override
    public List<Finding> run() {
        return List.of(jdk(), memory());
    }

    private Finding jdk() {
        String found = "Java " + java + " of " + vendor;
        if (java < OLDEST) {
            return Finding.failed(name(), found, "Install a JDK, 17 or newer.");
        }
        if (java > NEWEST) {
            return Finding.warning(
                    name(), found + " is newer than the releases that Engram was tried on.", "Use JDK 17 to 25.");
        }
        return Finding.ok(name(), found);
    }

    private Finding memory() {
        String found = "%.1f GB of memory".formatted((double) memoryBytes / GIGABYTE);
        return memoryBytes < ENOUGH
                ? Finding.warning("memory", found, "Engram with all parts on one machine needs 3 GB; 4 GB leave room.")
                : Finding.ok("memory", found);
    }
}
