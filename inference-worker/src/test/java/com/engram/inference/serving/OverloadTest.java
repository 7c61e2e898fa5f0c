package com.engram.inference.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.inference.djl.DeepHeatmapCalculator;
import com.engram.inference.image.DecodeRequest;
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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OverloadTest {
    private static final int MORE_THAN_FIT = 40;

    @Test
    void requests_beyond_the_queue_are_rejected_and_accepted_ones_are_finished() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        Decoder slow = (file, request) -> {
            open.await();
            return grey();
        };
        WorkerServer worker = worker(slow, 1);
        List<CompletableFuture<HttpResponse<Void>>> answers = new ArrayList<>();
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = request(worker, new byte[] {1});
        for (int i = 0; i < MORE_THAN_FIT; i++) {
            answers.add(client.sendAsync(request, HttpResponse.BodyHandlers.discarding()));
        }
        HttpResponse<?> refused = (HttpResponse<?>) CompletableFuture.anyOf(answers.toArray(CompletableFuture[]::new))
                .get(20, TimeUnit.SECONDS);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();

        open.countDown();
        List<Integer> statuses =
                answers.stream().map(a -> a.join().statusCode()).toList();
        assertThat(statuses).contains(200).containsOnly(200, 503);
        worker.drain(Duration.ofSeconds(5));
    }

    @Test
    void images_that_take_long_do_not_hold_up_the_others() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        Decoder decoder = new Decoder() {
            @Override
            public DecodedImage decode(byte[] file, DecodeRequest request) throws InterruptedException {
                if (isSlow(file)) {
                    open.await();
                }
                return grey();
            }

            @Override
            public boolean isSlow(byte[] file) {
                return file.length > 1;
            }
        };
        WorkerServer worker = worker(decoder, 2);
        HttpClient client = HttpClient.newHttpClient();
        List<CompletableFuture<HttpResponse<Void>>> slow = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            slow.add(client.sendAsync(request(worker, new byte[2]), HttpResponse.BodyHandlers.discarding()));
        }
        for (int i = 0; i < 5; i++) {
            HttpResponse<Void> fast = client.sendAsync(
                            request(worker, new byte[1]), HttpResponse.BodyHandlers.discarding())
                    .get(20, TimeUnit.SECONDS);
            assertThat(fast.statusCode()).isEqualTo(200);
        }
        assertThat(slow).noneMatch(CompletableFuture::isDone);
        open.countDown();
        assertThat(slow.stream().map(answer -> answer.join().statusCode())).containsOnly(200);
        worker.drain(Duration.ofSeconds(5));
    }

    private static DecodedImage grey() {
        return new DecodedImage(
                64,
                64,
                List.of(new Pixels(64, 64, new byte[3 * 64 * 64])),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private static WorkerServer worker(Decoder decoder, int cores) throws Exception {
        MemorabilityModel model = MemorabilityModel.bundled();
        ImageAnalyser analyser =
                new ImageAnalyser(decoder, new Scorer(model, new OnnxEngine(model)), new DeepHeatmapCalculator(model));
        WorkerServer worker =
                new WorkerServer(new InetSocketAddress("127.0.0.1", 0), new LoadedModels(List.of(analyser)), cores);
        worker.start();
        return worker;
    }

    private static HttpRequest request(WorkerServer worker, byte[] file) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + worker.port() + "/invocations"))
                .header("Content-Type", "image/jpeg")
                .POST(HttpRequest.BodyPublishers.ofByteArray(file))
                .build();
    }
}
