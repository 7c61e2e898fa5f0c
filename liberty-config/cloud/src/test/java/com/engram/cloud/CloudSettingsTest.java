package com.engram.cloud;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CloudSettingsTest {

    @Test
    void deep_heatmaps_need_a_scorer() {
        assertThatThrownBy(() -> Installation.with(Map.of("scorers.endpoints", List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Deep heatmaps need an endpoint");
    }

    @Test
    void a_value_of_another_type_is_refused_by_its_name() {
        assertThatThrownBy(() -> Installation.with(Map.of("servers.count", "two")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cdk.json: engram.servers.count must be a Number, not two.");
    }
}
