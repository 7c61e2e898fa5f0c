package com.engram.inference.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SafetensorsTest {
    @Test
    void written_tensors_are_read_back() throws Exception {
        Tensor tensor = new Tensor("a.weight", new long[] {2, 3}, new float[] {1, 2, 3, 4, 5, -6});
        Tensor other = new Tensor("b", new long[] {1}, new float[] {7});
        Map<String, Tensor> read = Safetensors.read(Safetensors.write(List.of(tensor, other)));
        assertThat(read.get("a.weight").values()).containsExactly(1, 2, 3, 4, 5, -6);
        assertThat(read.get("a.weight").shape()).containsExactly(2, 3);
        assertThat(read.get("b").values()).containsExactly(7);
    }

    @Test
    void a_truncated_file_is_rejected() {
        assertThatIOException().isThrownBy(() -> Safetensors.read(new byte[] {1, 2, 3}));
        assertThatIOException().isThrownBy(() -> Safetensors.read(new byte[] {-1, -1, -1, -1, -1, -1, -1, 127, 0, 0}));
    }
}
