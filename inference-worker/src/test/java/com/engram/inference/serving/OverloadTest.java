package com.engram.inference.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.inference.djl.DeepHeatmapCalculator;
import com.engram.inference.image.DecodedImage;
import com.engram.inference.image.Decoder;
import com.engram.inference.image.Pixels;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.onnx.OnnxEngine;
import com.engram.inference.scoring.ImageAnalyser;
import com.engram.inference.scoring.LoadedModels;
import com.engram.inference.scoring.Scorer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class OverloadTest {
    private static final int MORE_THAN_FIT = 40;

    @Test
    void requests_beyond_the_queue_are_rejected_and_accepted_ones_are_finished() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        Decoder slow = (file, request) -> {
            open.await();
            return new DecodedImage(
                    64, 64, List.of(new Pixels(64, 64, new byte[3 * 64 * 64])), Optional.empty(), Optional.empty());
        };
        MemorabilityModel model = MemorabilityModel.bundled();
        ImageAnalyser analyser =
                new ImageAnalyser(slow, new Scorer(model, new OnnxEngine(model)), new DeepHeatmapCalculator(model));
        WorkerServer worker =
                new WorkerServer(new InetSocketAddress("127.0.0.1", 0), new LoadedModels(List.of(analyser)), 1);
        worker.start();
        List<CompletableFuture<HttpResponse<Void>>> answers = new ArrayList<>();
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + worker.port() + "/invocations"))
                .header("Content-Type", "image/jpeg")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {1}))
                .build();
        for (int i = 0; i < MORE_THAN_FIT; i++) {
            answers.add(client.sendAsync(request, HttpResponse.BodyHandlers.discarding()));
        }
        HttpResponse<?> refused = (HttpResponse<?>) CompletableFuture.anyOf(answers.toArray(CompletableFuture[]::new))
                .get(20, java.util.concurrent.TimeUnit.SECONDS);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();

        open.countDown();
        List<Integer> statuses =
                answers.stream().map(a -> a.join().statusCode()).toList();
        assertThat(statuses).contains(200).containsOnly(200, 503);
        worker.drain(Duration.ofSeconds(5));
    }
}
