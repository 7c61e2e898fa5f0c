package com.engram.launcher.home;

import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;

/** Loopback ports of the inner parts: kept over restarts, so that addresses handed out before one stay valid. */
public final class Ports {
    private final Path file;
    private final Properties kept = new Properties();

    public Ports(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                kept.load(reader);
            }
        }
    }

    /** The part's port from last time, or a new one if it has none or something else has taken it. */
    public synchronized int of(String part) throws IOException {
        String known = kept.getProperty(part);
        if (known != null && isFree(InetAddress.getLoopbackAddress(), Integer.parseInt(known))) {
            return Integer.parseInt(known);
        }
        int fresh;
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fresh = any.getLocalPort();
        }
        kept.setProperty(part, Integer.toString(fresh));
        StringWriter text = new StringWriter();
        kept.store(text, "Ports on 127.0.0.1");
        Files.writeString(file, text.toString());
        return fresh;
    }

    /** The part's port as a running launcher noted it down. */
    public synchronized int known(String part) {
        return Integer.parseInt(Objects.requireNonNull(kept.getProperty(part), part));
    }

    /** Whether nothing listens on the port. */
    public static boolean isFree(InetAddress host, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(host, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
