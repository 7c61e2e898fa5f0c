package com.engram.people.sso;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

    private final Address address = new Address(false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/",
                "https://[::1]/",
                "https://10.0.0.1/",
                "https://172.16.0.1/",
                "https://192.168.1.1/",
                "https://169.254.169.254/latest/meta-data",
                "https://100.64.0.1/",
                "https://[fd00::1]/",
                "https://[fe80::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://0.0.0.0/",
                "https://224.0.0.1/"
            })
    void what_only_this_server_can_reach_is_refused(String uri) {
        assertThat(address.isAllowed(URI.create(uri))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://93.184.216.34/", "file:///etc/passwd", "https:relative", "https://unknown.invalid/"})
    void anything_but_https_at_a_known_host_is_refused(String uri) {
        assertThat(address.isAllowed(URI.create(uri))).isFalse();
    }

    @Test
    void a_public_address_is_allowed() {
        assertThat(address.isAllowed(URI.create("https://93.184.216.34/"))).isTrue();
        assertThat(address.isAllowed(URI.create("https://[2606:2800:220:1::1]/")))
                .isTrue();
    }
}
