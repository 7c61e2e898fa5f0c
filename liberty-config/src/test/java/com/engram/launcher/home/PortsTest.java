package com.engram.launcher.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
    @TempDir
    Path folder;

    @Test
    void a_reserved_port_is_the_same_after_a_restart() throws IOException {
        Path file = folder.resolve("ports.properties");
        int first = new Ports(file).reserve("objects");

        assertThat(new Ports(file).reserve("objects")).isEqualTo(first);
    }

    @Test
    void a_port_in_use_by_another_process_is_replaced() throws IOException {
        Path file = folder.resolve("ports.properties");
        int first = new Ports(file).reserve("objects");
        try (ServerSocket other = new ServerSocket(first, 1, InetAddress.getLoopbackAddress())) {
            assertThat(new Ports(file).reserve("objects")).isNotEqualTo(other.getLocalPort());
        }
    }
}
