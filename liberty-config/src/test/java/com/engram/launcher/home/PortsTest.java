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
    void a_port_stays_the_same_over_restarts() throws IOException {
        Path file = folder.resolve("ports.properties");
        int first = new Ports(file).reserve("objects");

        assertThat(new Ports(file).reserve("objects")).isEqualTo(first);
    }

    @Test
    void a_port_that_something_else_took_is_given_up() throws IOException {
        Path file = folder.resolve("ports.properties");
        int first = new Ports(file).reserve("objects");
        try (ServerSocket squatter = new ServerSocket(first, 1, InetAddress.getLoopbackAddress())) {
            assertThat(new Ports(file).reserve("objects")).isNotEqualTo(squatter.getLocalPort());
        }
    }
}
