package com.engram.inference.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.Device;
import ai.djl.engine.Engine;
import org.junit.jupiter.api.Test;

class DevicesTest {
    @Test
    void the_cpu_is_always_available() {
        assertThat(Devices.named("cpu")).isEqualTo(Device.cpu());
    }

    @Test
    void a_missing_gpu_is_reported_with_its_requirements() {
        int beyond = Engine.getEngine("PyTorch").getGpuCount();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Devices.named("cuda:" + beyond))
                .withMessageContaining("cuda:" + beyond)
                .withMessageContaining("driver");
    }

    @Test
    void an_unknown_device_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Devices.named("tpu"))
                .withMessageContaining("cuda");
    }
}
