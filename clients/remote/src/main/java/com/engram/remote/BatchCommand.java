package com.engram.remote;

import com.engram.client.EngramClient;
import com.engram.client.analyses.Analysis;
import com.engram.client.analyses.AnalysisFilter;
import com.engram.client.analyses.Batch;
import com.engram.client.analyses.BatchRequest;
import com.engram.client.analyses.Batches;
import com.engram.client.http.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code batch}: uploads files, and scores them in batches of up to 1,000, behind single images. */
@Command(
        name = "batch",
        mixinStandardHelpOptions = true,
        description = "Uploads files and the images of folders, and scores them in batches of up to 1,000.")
final class BatchCommand implements Callable<Integer> {

    @Mixin
    private final ProfileOption profile = new ProfileOption();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Mixin
    private final ScoreCommand.ImageOptions images = new ScoreCommand.ImageOptions();

    @Option(names = "--name", paramLabel = "NAME", description = "The name of the batch.")
    private @Nullable String name;

    @Option(names = "--partial", description = "Accepts as many images as the allowance has left, instead of none.")
    private boolean partial;

    @Option(names = "--no-wait", description = "Prints the batches as soon as they are accepted.")
    private boolean noWait;

    @Parameters(paramLabel = "FILE|FOLDER", arity = "1..*", description = "What to score.")
    private List<String> arguments = List.of();

    private final Terminal terminal;

    BatchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    private record Upload(
            String file, @Nullable String image, @Nullable String error) {}

    @Override
    public Integer call() {
        List<ImageSource> sources = ImageSource.expand(arguments, images.recursive);
        EngramClient client = profile.connect(terminal);
        ScoreImages scoreImages = new ScoreImages(client, images.options(null));
        Map<String, String> names = new LinkedHashMap<>();
        List<ScoredImage> refused = new ArrayList<>();
        Progress progress = new Progress(terminal, "Uploaded", sources.size());
        InParallel.forEach(
                sources,
                images.parallel,
                source -> {
                    Upload upload = upload(scoreImages, source);
                    progress.step();
                    return upload;
                },
                upload -> {
                    if (upload.image() == null) {
                        refused.add(ScoredImage.refused(upload.file(), String.valueOf(upload.error())));
                    } else {
                        names.put(upload.image(), upload.file());
                    }
                });
        List<Batch> batches = request(client, List.copyOf(names.keySet()));
        boolean complete = noWait ? printBatches(batches) : printResults(client, batches, names, refused);
        return complete && refused.isEmpty() ? 0 : Main.INCOMPLETE;
    }

    private static Upload upload(ScoreImages scoreImages, ImageSource source) {
        if (!(source instanceof ImageSource.File file)) {
            return new Upload(source.name(), null, "A batch takes files only; score takes URLs too.");
        }
        try {
            return new Upload(source.name(), scoreImages.upload(file.path()), null);
        } catch (IOException e) {
            return new Upload(source.name(), null, "The file cannot be read: " + e.getMessage());
        } catch (ProblemException e) {
            return new Upload(source.name(), null, ScoreImages.reasonOf(e));
        }
    }

    private List<Batch> request(EngramClient client, List<String> ids) {
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += Batches.MAX_IMAGES) {
            List<String> part = ids.subList(from, Math.min(ids.size(), from + Batches.MAX_IMAGES));
            batches.add(client.batches().request(new BatchRequest(part, name, images.isDeepHeatmap(), partial, null)));
        }
        return batches;
    }

    private boolean printBatches(List<Batch> batches) {
        Rows rows = output.rows(terminal.out(), List.of("batch", "name", "total", "leftOut"));
        batches.forEach(batch -> rows.add(batch.id(), batch.name(), batch.total(), batch.leftOut()));
        return batches.stream().allMatch(batch -> batch.leftOut() == null || batch.leftOut() == 0);
    }

    private boolean printResults(
            EngramClient client, List<Batch> batches, Map<String, String> names, List<ScoredImage> refused) {
        Rows rows = output.rows(terminal.out(), ScoredImage.COLUMNS);
        int expected = names.size();
        int scored = 0;
        for (Batch batch : batches) {
            Progress progress = new Progress(terminal, "Scored", batch.total());
            client.batches()
                    .await(
                            batch.id(),
                            Duration.ofSeconds(images.seconds),
                            current -> progress.show(current.total() - current.queued()));
            try (Stream<Analysis> results = client.analyses().list(AnalysisFilter.ofBatch(batch.id()))) {
                for (Analysis analysis : (Iterable<Analysis>) results::iterator) {
                    ScoredImage row =
                            ScoredImage.of(names.getOrDefault(analysis.imageId(), analysis.imageId()), analysis);
                    row.addTo(rows);
                    scored += row.hasScore() ? 1 : 0;
                }
            }
        }
        refused.forEach(row -> row.addTo(rows));
        return scored == expected;
    }
}
