package com.engram.inference.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.Device;
import ai.djl.engine.Engine;
import org.junit.jupiter.api.Test;

class DevicesTest {
    @Test
    void the_plain_processor_is_always_there() {
        assertThat(Devices.named("cpu")).isEqualTo(Device.cpu());
    }

    @Test
    void a_gpu_that_is_not_there_is_named_with_a_word_on_what_it_needs() {
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
