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

/** The loopback ports of the parts. They are stored, so that URLs handed out before a restart stay valid. */
public final class Ports {
    private final Path file;
    private final Properties stored = new Properties();

    public Ports(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                stored.load(reader);
            }
        }
    }

    /** The part's stored port, or a new one if it has none or another process uses it. */
    public synchronized int reserve(String part) throws IOException {
        String known = stored.getProperty(part);
        if (known != null && isFree(InetAddress.getLoopbackAddress(), Integer.parseInt(known))) {
            return Integer.parseInt(known);
        }
        int port;
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = any.getLocalPort();
        }
        stored.setProperty(part, Integer.toString(port));
        StringWriter text = new StringWriter();
        stored.store(text, "Ports on 127.0.0.1");
        Files.writeString(file, text.toString());
        return port;
    }

    /** The part's port, as a running launcher has stored it. */
    public synchronized int get(String part) {
        return Integer.parseInt(Objects.requireNonNull(stored.getProperty(part), part));
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
