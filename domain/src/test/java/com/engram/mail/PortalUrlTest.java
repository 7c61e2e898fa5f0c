package com.engram.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortalUrlTest {

    @ParameterizedTest
    @CsvSource({
        "http://localhost:9080, true",
        "http://127.0.0.1:9080/, true",
        "http://[::1]:9080, true",
        "https://engram.example.com, false",
        "http://192.168.1.20:9080, false",
        "https://localhost.example.com, false",
        "https://127.example.com, false"
    })
    void a_portal_is_local_if_its_host_is_this_machine(String url, boolean isLocal) {
        assertThat(new PortalUrl(Optional.of(url), 9080).isLocal()).isEqualTo(isLocal);
    }
}
