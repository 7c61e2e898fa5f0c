package com.engram.remote;

import com.engram.client.EngramClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code score}: scores files, folders and URLs, one row each. */
@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        description = "Scores files, the images of folders, and URLs that the server downloads.")
final class ScoreCommand implements Callable<Integer> {

    @Mixin
    private final ProfileOption profile = new ProfileOption();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Mixin
    private final ImageOptions images = new ImageOptions();

    @Option(
            names = "--save-heatmaps",
            paramLabel = "DIR",
            description = "Saves each picture under its heatmap as PNG in this folder.")
    private @Nullable Path heatmaps;

    @Parameters(paramLabel = "FILE|FOLDER|URL", arity = "1..*", description = "What to score.")
    private List<String> arguments = List.of();

    private final Terminal terminal;

    ScoreCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<ImageSource> sources = ImageSource.expand(arguments, images.recursive);
        EngramClient client = profile.connect(terminal);
        ScoreImages scoreImages = new ScoreImages(client, images.options(heatmaps));
        Rows rows = output.rows(terminal.out(), ScoredImage.COLUMNS);
        Progress progress = new Progress(terminal, "Scored", sources.size());
        AtomicBoolean complete = new AtomicBoolean(true);
        InParallel.forEach(
                sources,
                images.parallel,
                source -> {
                    ScoredImage scored = scoreImages.score(source);
                    progress.step();
                    return scored;
                },
                scored -> {
                    scored.addTo(rows);
                    complete.compareAndSet(true, scored.hasScore());
                });
        return complete.get() ? 0 : Main.INCOMPLETE;
    }

    /** What score, batch and watch have in common. */
    static final class ImageOptions {

        @Option(
                names = {"-r", "--recursive"},
                description = "Looks into folders of folders too.")
        boolean recursive;

        @Option(names = "--heatmap", description = "Computes the deep heatmap too.")
        private boolean deepHeatmap;

        @Option(names = "--project", paramLabel = "ID", description = "The project for the images: prj_...")
        private @Nullable String projectId;

        @Option(
                names = "--parallel",
                paramLabel = "N",
                defaultValue = "4",
                description = "Images at a time. Default: 4.")
        int parallel = 4;

        @Option(
                names = "--time-limit",
                paramLabel = "SECONDS",
                defaultValue = "600",
                description = "How long to wait for results. Default: 600.")
        long seconds = 600;

        ScoreImages.Options options(@Nullable Path heatmaps) {
            if (parallel < 1 || parallel > 64 || seconds < 1) {
                throw new RemoteException("--parallel is 1 to 64, and --time-limit at least 1.");
            }
            return new ScoreImages.Options(deepHeatmap, projectId, heatmaps, Duration.ofSeconds(seconds));
        }

        boolean isDeepHeatmap() {
            return deepHeatmap;
        }
    }
}
