package com.engram.remote;

import com.engram.client.EngramClient;
import com.engram.client.analyses.Analysis;
import com.engram.client.analyses.AnalysisRequest;
import com.engram.client.http.EngramException;
import com.engram.client.http.ProblemException;
import com.engram.client.images.ImageFile;
import com.engram.client.images.UploadOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Uploads an image, requests its analysis and waits for the result. */
final class ScoreImages {

    /** The longest time that the server waits for a result before it answers. */
    private static final Duration SERVER_WAIT = Duration.ofSeconds(30);

    /** After these statuses, every further image would be refused too. */
    private static final Set<Integer> FINAL_STATUSES = Set.of(401, 402, 403, 429, 502, 503, 504);

    private final EngramClient client;
    private final Options options;

    /**
     * @param projectId the project of the images; null for none
     * @param heatmaps the folder for pictures under their heatmaps; null for none
     */
    record Options(
            boolean deepHeatmap,
            @Nullable String projectId,
            @Nullable Path heatmaps,
            Duration timeLimit) {}

    ScoreImages(EngramClient client, Options options) {
        this.client = client;
        this.options = options;
    }

    /**
     * Scores an image. A refusal of this image alone is in the result.
     *
     * @throws EngramException if no further image can be scored either
     */
    ScoredImage score(ImageSource source) {
        try {
            AnalysisRequest request = source instanceof ImageSource.File file
                    ? AnalysisRequest.ofImage(upload(file.path()))
                    : AnalysisRequest.ofUrl(((ImageSource.Url) source).url());
            Analysis analysis = client.analyses()
                    .request(request.withDeepHeatmap(options.deepHeatmap()).waitingUpTo(SERVER_WAIT));
            if (!analysis.status().isFinal()) {
                analysis = client.analyses().await(analysis.id(), options.timeLimit());
            }
            saveHeatmap(source, analysis);
            return ScoredImage.of(source.name(), analysis);
        } catch (IOException | UncheckedIOException e) {
            return ScoredImage.refused(source.name(), "The file cannot be read or written: " + e.getMessage());
        } catch (ProblemException e) {
            return ScoredImage.refused(source.name(), reasonOf(e));
        }
    }

    /** Uploads a file and returns the id of its image. */
    String upload(Path file) throws IOException {
        return client.images().upload(ImageFile.of(file), new UploadOptions(options.projectId(), false, false));
    }

    /**
     * Why this image was refused.
     *
     * @throws ProblemException if no further image can be scored either
     */
    static String reasonOf(ProblemException problem) {
        if (FINAL_STATUSES.contains(problem.status())) {
            throw problem;
        }
        return problem.code() + ": " + problem.problem().detail();
    }

    private void saveHeatmap(ImageSource source, Analysis analysis) throws IOException {
        Path folder = options.heatmaps();
        if (folder != null && analysis.heatmap() != null) {
            String name = Optional.ofNullable(Path.of(source.name()).getFileName())
                    .map(Path::toString)
                    .orElse("image")
                    .replaceAll("[^\\p{L}\\p{N}._ -]", "_");
            Files.createDirectories(folder);
            Files.write(
                    folder.resolve(name + "." + analysis.id() + ".png"),
                    client.analyses().heatmapPng(analysis.id(), null, true));
        }
    }
}
